package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.util.List;

/// An increasing function of a number that changes with time: `z = e^a x + b + sum_k w_k
/// tanh(e^(s_k) (x - m_k))` with `w_k > 0`, its coefficients the outputs of a network of time.
///
/// @param bends number of hyperbolic tangents
/// @param width units of the network's two hidden layers
record MonotoneMap(int bends, int width) implements Parametrised {

    /// Halvings that reach double precision from any bracket of moderate size.
    private static final int HALVINGS = 60;

    private Mlp network() {
        return Mlp.of(1, width, 2, 2 + 3 * bends, Activation.TANH);
    }

    @Override
    public List<Parameter> parameters() {
        return network().parameters();
    }

    /// @param values z, shape (batch, times)
    /// @param logSlopes `log dz/dx`, of the same shape
    record Image(Tensor values, Tensor logSlopes) {}

    /// Coefficients at every time.
    ///
    /// @param slope `e^a`, shape (times)
    /// @param shift b, shape (times)
    /// @param weights shape (times, bends), as are the others
    private record Coefficients(
            Tensor slope, Tensor shift, Tensor weights, Tensor steepness, Tensor middles) {

        Tensor value(Tensor x, Tensor bent) {
            return x.mul(slope).add(shift).add(bent.mul(weights).sum(2));
        }

        Tensor bent(Tensor x) {
            return x.unsqueeze(2).sub(middles).mul(steepness).tanh();
        }
    }

    private Coefficients at(Weights weights, Tensor times) {
        var all =
                network().forward(weights, Tensors.shift(Tensors.scale(times, 2), -1).unsqueeze(1));
        var spread = new double[bends];
        for (int k = 0; k < bends; k++) {
            spread[k] = 4 * (k + 0.5) / bends - 2;
        }
        return new Coefficients(
                all.select(1, 0).exp(),
                all.select(1, 1),
                torch.softplus(all.narrow(1, 2, bends)),
                all.narrow(1, 2 + bends, bends).exp(),
                all.narrow(1, 2 + 2 * bends, bends).add(Tensors.of(spread, weights.kind())));
    }

    /// @param times shape (times), from 0 to 1
    /// @param x shape (batch, times)
    Image forward(Weights weights, Tensor times, Tensor x) {
        var c = at(weights, times);
        var bent = c.bent(x);
        var gains = c.weights().mul(c.steepness());
        var slopes = Tensors.shift(bent.square().neg(), 1).mul(gains).sum(2).add(c.slope());
        return new Image(c.value(x, bent), slopes.log());
    }

    /// The x whose image is `z`, by bisection: the tangents are bounded, which gives a bracket.
    Tensor inverse(Weights weights, Tensor times, Tensor z) {
        var c = at(weights, times);
        var most = c.weights().sum(1);
        var straight = z.sub(c.shift());
        var low = straight.sub(most).div(c.slope());
        var high = straight.add(most).div(c.slope());
        for (int i = 0; i < HALVINGS; i++) {
            var middle = Tensors.scale(low.add(high), 0.5);
            var below = c.value(middle, c.bent(middle)).lt(z);
            low = middle.where(below, low);
            high = high.where(below, middle);
        }
        return Tensors.scale(low.add(high), 0.5);
    }
}

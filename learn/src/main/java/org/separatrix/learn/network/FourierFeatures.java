package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Tensors;

import java.util.List;
import java.util.random.RandomGenerator;

/// `cos(2 pi B x)` and `sin(2 pi B x)` for a fixed matrix `B` of frequencies: lets a perceptron
/// learn fine detail. Nothing in it is trained.
///
/// Source: M. Tancik et al., "Fourier features let networks learn high frequency functions in low
/// dimensional domains", NeurIPS 2020.
public final class FourierFeatures implements Network {

    private final int inputs;
    private final int count;
    private final double[] angular;

    private FourierFeatures(double[][] frequencies) {
        if (frequencies.length == 0 || frequencies[0].length == 0) {
            throw new LearnException("Fourier features need at least one frequency");
        }
        count = frequencies.length;
        inputs = frequencies[0].length;
        angular = new double[count * inputs];
        for (int i = 0; i < count; i++) {
            if (frequencies[i].length != inputs) {
                throw new LearnException(
                        "frequency %d has %d values, the first has %d"
                                .formatted(i, frequencies[i].length, inputs));
            }
            for (int j = 0; j < inputs; j++) {
                angular[i * inputs + j] = 2 * Math.PI * frequencies[i][j];
            }
        }
    }

    /// Given frequencies, in cycles per unit of each input.
    ///
    /// @param frequencies shape (features, inputs)
    public static FourierFeatures of(double[][] frequencies) {
        return new FourierFeatures(frequencies);
    }

    /// Frequencies drawn from a normal law.
    ///
    /// @param count number of frequencies
    /// @param deviation in cycles per unit; the bandwidth of what is learned easily
    public static FourierFeatures gaussian(
            int inputs, int count, double deviation, RandomGenerator random) {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("count", count);
        var frequencies = new double[count][inputs];
        for (var row : frequencies) {
            for (int j = 0; j < inputs; j++) {
                row[j] = deviation * random.nextGaussian();
            }
        }
        return new FourierFeatures(frequencies);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    /// The features; `weights` are not looked at.
    ///
    /// @return shape (..., 2 features), cosines first
    @Override
    public Tensor forward(Weights weights, Tensor x) {
        return forward(x);
    }

    /// The features.
    public Tensor forward(Tensor x) {
        var b = Tensors.of(angular, Tensors.kindOf(x), count, inputs);
        var phase = x.matmul(b.t());
        return Tensors.join(-1, List.of(phase.cos(), phase.sin()));
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return 2 * count;
    }
}

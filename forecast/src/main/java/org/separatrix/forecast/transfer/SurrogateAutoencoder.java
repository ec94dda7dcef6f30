package org.separatrix.forecast.transfer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Scope;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;

/// Squeezes a window into eight channels at a third of its density and unfolds it again.
///
/// Encoder: a residual block of two causal convolutions (1 to 16 channels, kernel 3, dilation 2),
/// then a convolution to 8 channels with stride 3. Decoder: three transposed convolutions of kernel
/// 3, 8 to 16, 16 to 8 with stride 3, 8 to 1. ELU between layers.
record SurrogateAutoencoder() implements Parametrised {

    /// Values of a window; one more than a multiple of the stride, so that it unfolds exactly.
    static final int WINDOW = 100;

    /// Channels of the code.
    static final int CHANNELS = 8;

    private static final int WIDE = 16;
    private static final int TAPS = 3;
    private static final int DILATION = 2;
    private static final int STRIDE = 3;
    private static final long[] ONE = {1};
    private static final long[] NONE = {0};

    @Override
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>();
        layer(all, "first", TAPS, WIDE, TAPS, WIDE, 1, TAPS);
        layer(all, "second", WIDE * TAPS, WIDE, WIDE * TAPS, WIDE, WIDE, TAPS);
        layer(all, "past", 1, WIDE, 1, WIDE, 1, 1);
        layer(all, "code", WIDE * TAPS, CHANNELS, WIDE * TAPS, CHANNELS, WIDE, TAPS);
        layer(all, "unfold", CHANNELS * TAPS, WIDE, CHANNELS * TAPS, CHANNELS, WIDE, TAPS);
        layer(all, "widen", WIDE * TAPS, CHANNELS, WIDE * TAPS, WIDE, CHANNELS, TAPS);
        layer(all, "out", CHANNELS * TAPS, 1, CHANNELS * TAPS, CHANNELS, 1, TAPS);
        return List.copyOf(all);
    }

    /// A weight of the given shape, transposed layers having their inputs first, and a bias.
    private static void layer(
            List<Parameter> all, String name, int fanIn, int outputs, int biasFan, long... shape) {
        all.add(new Parameter(name + ".weight", bound(fanIn), shape));
        all.add(new Parameter(name + ".bias", bound(biasFan), outputs));
    }

    private static Initialiser bound(int fanIn) {
        return Initialiser.uniform(1 / Math.sqrt(fanIn));
    }

    /// The code of series of any length.
    ///
    /// @param x shape (batch, 1, n)
    /// @return shape (batch, 8, 1 + (n - 1)/3)
    Tensor encode(Weights weights, Tensor x) {
        try (var scope = new Scope()) {
            var inner = causal(weights, 0, x);
            inner = causal(weights, 2, torch.elu(inner));
            var past = convolve(weights, 4, x, ONE, NONE, ONE);
            var block = torch.elu(past.add(inner));
            return scope.keep(convolve(weights, 6, block, new long[] {STRIDE}, ONE, ONE));
        }
    }

    /// @param code shape (batch, 8, m)
    /// @return shape (batch, 1, 3(m - 1) + 1)
    Tensor decode(Weights weights, Tensor code) {
        try (var scope = new Scope()) {
            var h = torch.elu(unfold(weights, 8, torch.elu(code), 1));
            h = torch.elu(unfold(weights, 10, h, STRIDE));
            return scope.keep(unfold(weights, 12, h, 1));
        }
    }

    private static Tensor causal(Weights weights, int at, Tensor x) {
        return convolve(
                weights,
                at,
                torch.constant_pad_nd(x, new long[] {(TAPS - 1) * DILATION, 0}),
                ONE,
                NONE,
                new long[] {DILATION});
    }

    private static Tensor convolve(
            Weights weights, int at, Tensor x, long[] stride, long[] padding, long[] dilation) {
        return torch.conv1d(
                x,
                weights.get(at),
                new TensorOptional(weights.get(at + 1)),
                stride,
                padding,
                dilation,
                1);
    }

    private static Tensor unfold(Weights weights, int at, Tensor x, int stride) {
        return torch.conv_transpose1d(
                x,
                weights.get(at),
                new TensorOptional(weights.get(at + 1)),
                new long[] {stride},
                ONE,
                NONE,
                1,
                1);
    }
}

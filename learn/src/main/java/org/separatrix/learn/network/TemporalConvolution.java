package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;

import java.util.ArrayList;
import java.util.List;

/// A temporal convolutional network: residual blocks of two causal convolutions whose dilation
/// grows from block to block, so that the reach into the past grows geometrically.
///
/// Source: S. Bai, J. Z. Kolter, V. Koltun, "An empirical evaluation of generic convolutional and
/// recurrent networks for sequence modeling" (2018), without weight normalisation.
///
/// @param inputs channels of the input
/// @param filters channels between blocks
/// @param outputs channels of the output
/// @param kernel taps of each convolution, at least 2
/// @param base factor by which the dilation grows, at least 1
/// @param blocks number of blocks
public record TemporalConvolution(
        int inputs, int filters, int outputs, int kernel, int base, int blocks) implements Network {

    public TemporalConvolution {
        Check.atLeastOne("inputs", inputs);
        Check.atLeastOne("filters", filters);
        Check.atLeastOne("outputs", outputs);
        Check.atLeastOne("base", base);
        Check.atLeastOne("blocks", blocks);
        if (kernel < 2) {
            throw new LearnException("kernel must be at least 2, got " + kernel);
        }
    }

    /// With as many blocks as it takes to see `reach` steps.
    public static TemporalConvolution reaching(
            int reach, int inputs, int filters, int outputs, int kernel, int base) {
        int blocks = 1;
        while (new TemporalConvolution(inputs, filters, outputs, kernel, base, blocks).reach()
                        < reach
                && blocks < 32) {
            blocks++;
        }
        return new TemporalConvolution(inputs, filters, outputs, kernel, base, blocks);
    }

    /// Steps of the input that one output depends on.
    public long reach() {
        long reach = 1;
        long dilation = 1;
        for (int i = 0; i < blocks; i++) {
            reach += 2L * (kernel - 1) * dilation;
            dilation *= base;
        }
        return reach;
    }

    private int from(int block) {
        return block == 0 ? inputs : filters;
    }

    private int to(int block) {
        return block == blocks - 1 ? outputs : filters;
    }

    private boolean projects(int block) {
        return from(block) != to(block);
    }

    @Override
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>();
        for (int i = 0; i < blocks; i++) {
            convolution(all, i + ".first", from(i), filters, kernel);
            convolution(all, i + ".second", filters, to(i), kernel);
            if (projects(i)) {
                convolution(all, i + ".past", from(i), to(i), 1);
            }
        }
        return List.copyOf(all);
    }

    private static void convolution(List<Parameter> all, String name, int from, int to, int taps) {
        var bound = Initialiser.uniform(1 / Math.sqrt((double) from * taps));
        all.add(new Parameter(name + ".weight", bound, to, from, taps));
        all.add(new Parameter(name + ".bias", bound, to));
    }

    /// All outputs; output `t` depends on inputs up to `t`.
    ///
    /// @param x shape (batch, steps, inputs)
    /// @return shape (batch, steps, outputs)
    @Override
    public Tensor forward(Weights weights, Tensor x) {
        return forward(weights, x, Dropout.NONE);
    }

    /// The same with dropout after each convolution.
    public Tensor forward(Weights weights, Tensor x, Dropout dropout) {
        try (var scope = new Scope()) {
            var h = x.transpose(1, 2);
            int at = 0;
            long dilation = 1;
            for (int i = 0; i < blocks; i++) {
                var inner = dropout.apply(causal(weights, at, h, dilation).relu());
                inner = causal(weights, at + 2, inner, dilation);
                // The last block ends a network, not a layer: its output may have either sign.
                inner = dropout.apply(i < blocks - 1 ? inner.relu() : inner);
                at += 4;
                if (projects(i)) {
                    h = convolve(weights, at, h, 1);
                    at += 2;
                }
                h = h.add(inner);
                dilation *= base;
            }
            return scope.keep(h.transpose(1, 2));
        }
    }

    private Tensor causal(Weights weights, int at, Tensor x, long dilation) {
        return convolve(
                weights, at, torch.constant_pad_nd(x, (kernel - 1) * dilation, 0), dilation);
    }

    private static Tensor convolve(Weights weights, int at, Tensor x, long dilation) {
        return torch.conv1d(
                x,
                weights.get(at),
                new TensorOptional(weights.get(at + 1)),
                new long[] {1},
                new long[] {0},
                new long[] {dilation},
                1);
    }
}

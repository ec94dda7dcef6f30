package org.separatrix.learn.network;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;

import java.util.List;

/// Multi-head scaled dot-product attention: `softmax(Q K^T / sqrt(width/heads)) V`, with affine
/// maps to `Q`, `K`, `V` and from the joined heads.
///
/// Source: A. Vaswani et al., "Attention is all you need", NeurIPS 2017.
///
/// @param width extent of inputs and outputs, a multiple of `heads`
/// @param heads number of heads
public record Attention(int width, int heads) implements Parametrised {

    public Attention {
        Check.atLeastOne("width", width);
        Check.atLeastOne("heads", heads);
        if (width % heads != 0) {
            throw new LearnException(
                    "width must be a multiple of heads, got %d and %d".formatted(width, heads));
        }
    }

    private Linear map() {
        return Linear.of(width, width, Initialiser.GLOROT_UNIFORM);
    }

    @Override
    public List<Parameter> parameters() {
        return Parametrised.join(
                List.of("query", "key", "value", "output"), List.of(map(), map(), map(), map()));
    }

    /// What each query gathers.
    ///
    /// @param queries shape (batch, n, width)
    /// @param memory what keys and values are made from, shape (batch, m, width)
    /// @param causal whether query `i` sees `memory` up to `i` only
    /// @return shape (batch, n, width)
    public Tensor forward(Weights weights, Tensor queries, Tensor memory, boolean causal) {
        try (var scope = new Scope()) {
            var q = split(map().forward(weights.part(0, map()), queries));
            var k = split(map().forward(weights.part(2, map()), memory));
            var v = split(map().forward(weights.part(4, map()), memory));
            var gathered =
                    torch.scaled_dot_product_attention(
                            q,
                            k,
                            v,
                            new TensorOptional(),
                            0.0,
                            causal,
                            new DoubleOptional(),
                            false);
            var joined = gathered.transpose(1, 2).contiguous().view(queries.shape());
            return scope.keep(map().forward(weights.part(6, map()), joined));
        }
    }

    /// (batch, n, width) to (batch, heads, n, width / heads).
    private Tensor split(Tensor x) {
        return x.view(x.size(0), x.size(1), heads, width / heads).transpose(1, 2);
    }
}

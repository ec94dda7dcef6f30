package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;

/// A stack of attention layers over sequences of vectors of one width.
///
/// Each layer adds attention among the items, then (if `crossed`) attention to a memory, then a
/// two-layer perceptron; each addition is normalised. Without `crossed` it is the encoder of
/// Vaswani et al. (2017), with it and a causal mask their decoder.
///
/// @param width extent of every item
/// @param heads heads of each attention
/// @param layers number of layers
/// @param inner width of the perceptrons
/// @param crossed whether layers also attend to a memory
/// @param first whether normalisation comes before each part, which trains more steadily, rather
///   than after its addition as in the paper
/// @param activation of the perceptrons
public record Transformer(
        int width,
        int heads,
        int layers,
        int inner,
        boolean crossed,
        boolean first,
        Activation activation)
        implements Parametrised {

    public Transformer {
        Check.atLeastOne("layers", layers);
        Check.atLeastOne("inner", inner);
        new Attention(width, heads);
    }

    /// The encoder of the paper, with its normalisation after each part.
    public static Transformer encoder(int width, int heads, int layers, int inner) {
        return new Transformer(width, heads, layers, inner, false, false, Activation.RELU);
    }

    /// The decoder of the paper.
    public static Transformer decoder(int width, int heads, int layers, int inner) {
        return new Transformer(width, heads, layers, inner, true, false, Activation.RELU);
    }

    private Attention attention() {
        return new Attention(width, heads);
    }

    private LayerNorm norm() {
        return new LayerNorm(width);
    }

    private Linear up() {
        return Linear.of(width, inner, Initialiser.GLOROT_UNIFORM);
    }

    private Linear down() {
        return Linear.of(inner, width, Initialiser.GLOROT_UNIFORM);
    }

    private List<Parameter> layer() {
        var names = new ArrayList<>(List.of("self", "self.norm"));
        var parts = new ArrayList<Parametrised>(List.of(attention(), norm()));
        if (crossed) {
            names.addAll(List.of("cross", "cross.norm"));
            parts.addAll(List.of(attention(), norm()));
        }
        names.addAll(List.of("up", "down", "norm"));
        parts.addAll(List.of(up(), down(), norm()));
        return Parametrised.join(names, parts);
    }

    @Override
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>();
        for (int i = 0; i < layers; i++) {
            for (var parameter : layer()) {
                all.add(parameter.under(Integer.toString(i)));
            }
        }
        return List.copyOf(all);
    }

    /// Without a memory.
    ///
    /// @param x shape (batch, n, width)
    /// @param causal whether item `i` sees items up to `i` only
    public Tensor forward(Weights weights, Tensor x, boolean causal, Dropout dropout) {
        if (crossed) {
            throw new LearnException("this transformer attends to a memory; give it one");
        }
        return stack(weights, x, x, causal, dropout);
    }

    /// With a memory.
    ///
    /// @param x shape (batch, n, width)
    /// @param memory shape (batch, m, width)
    /// @param causal whether item `i` sees items up to `i` only
    public Tensor forward(
            Weights weights, Tensor x, Tensor memory, boolean causal, Dropout dropout) {
        if (!crossed) {
            throw new LearnException("this transformer has no attention to a memory");
        }
        return stack(weights, x, memory, causal, dropout);
    }

    private Tensor stack(
            Weights weights, Tensor x, Tensor memory, boolean causal, Dropout dropout) {
        var h = x;
        int at = 0;
        for (int i = 0; i < layers; i++) {
            var own = weights.part(at, attention());
            var ownNorm = weights.part(at + 8, norm());
            h = add(h, ownNorm, dropout, z -> attention().forward(own, z, z, causal));
            at += 10;
            if (crossed) {
                var cross = weights.part(at, attention());
                var crossNorm = weights.part(at + 8, norm());
                h = add(h, crossNorm, dropout, z -> attention().forward(cross, z, memory, false));
                at += 10;
            }
            var up = weights.part(at, up());
            var down = weights.part(at + 2, down());
            var norm = weights.part(at + 4, norm());
            h =
                    add(
                            h,
                            norm,
                            dropout,
                            z ->
                                    down().forward(
                                                    down,
                                                    dropout.apply(
                                                            activation.apply(
                                                                    up().forward(up, z)))));
            at += 6;
        }
        return h;
    }

    /// A part of a layer.
    private interface Part {
        Tensor apply(Tensor x);
    }

    private Tensor add(Tensor h, Weights norm, Dropout dropout, Part part) {
        return first
                ? h.add(dropout.apply(part.apply(norm().forward(norm, h))))
                : norm().forward(norm, h.add(dropout.apply(part.apply(h))));
    }

    /// Sines and cosines that tell items where they are, shape (n, width): columns `2k` and `2k +
    /// 1` are the sine and cosine of `i / 10000^(2k/width)`.
    public static Tensor positions(int n, int width, Kind kind) {
        var values = new double[n * width];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < width; j++) {
                double phase = i / Math.pow(10_000, (double) (j - j % 2) / width);
                values[i * width + j] = j % 2 == 0 ? Math.sin(phase) : Math.cos(phase);
            }
        }
        return Tensors.of(values, kind, n, width);
    }
}

package org.separatrix.learn.network;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.random.RandomGenerator;

/// Sets a random part of the elements to zero while a network trains and scales up the others.
///
/// One object serves one training step; its masks follow from the seed alone.
///
/// Source: N. Srivastava et al., "Dropout", JMLR 15 (2014).
public final class Dropout {

    /// Changes nothing: for validation and use.
    public static final Dropout NONE = new Dropout(0, 0);

    private final double rate;
    private final long seed;
    private long calls;

    private Dropout(double rate, long seed) {
        this.rate = rate;
        this.seed = seed;
    }

    /// For one training step.
    ///
    /// @param rate share that is set to zero, in `[0, 1)`
    /// @param random gives the seed
    public static Dropout of(double rate, RandomGenerator random) {
        if (!(rate >= 0 && rate < 1)) {
            throw new LearnException("dropout must lie in [0, 1), got " + rate);
        }
        return rate == 0 ? NONE : new Dropout(rate, random.nextLong());
    }

    /// The thinned elements.
    public Tensor apply(Tensor x) {
        if (rate == 0) {
            return x;
        }
        try (var scope = new Scope()) {
            // Masks are drawn on the processor, so that they are the same on every device.
            var kind = Tensors.kindOf(x);
            Generator generator = torch.make_generator_cpu(seed + 0x9E3779B97F4A7C15L * calls++);
            var keep = Tensors.full(1 - rate, kind.on("cpu"), x.shape());
            var mask = torch.bernoulli(keep, new GeneratorOptional(generator));
            return scope.keep(x.mul(Tensors.to(Tensors.scale(mask, 1 / (1 - rate)), kind)));
        }
    }
}

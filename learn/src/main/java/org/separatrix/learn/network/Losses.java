package org.separatrix.learn.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.Arrays;

/// Losses as scalars of a graph: means over every element of the batch unless said otherwise.
public final class Losses {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private Losses() {}

    /// Mean squared error.
    public static Tensor meanSquare(Tensor prediction, Tensor target) {
        return reduce(difference(prediction, target).square());
    }

    /// Mean absolute error.
    public static Tensor meanAbsolute(Tensor prediction, Tensor target) {
        return reduce(difference(prediction, target).abs());
    }

    /// Huber's loss (1964): `r^2/2` for `|r| <= delta`, `delta (|r| - delta/2)` beyond.
    ///
    /// @param delta where the parabola ends, above 0
    public static Tensor huber(Tensor prediction, Tensor target, double delta) {
        if (!(delta > 0)) {
            throw new LearnException("delta must be above 0, got " + delta);
        }
        same(prediction, target);
        try (var scope = new Scope()) {
            int mean = 1; // at::Reduction::Mean
            return scope.keep(torch.huber_loss(prediction, target, mean, delta));
        }
    }

    /// Mean of `-log p(label)` for `p = softmax(logits)`.
    ///
    /// @param logits shape (batch, classes)
    /// @param labels one a row, in `[0, classes)`
    public static Tensor crossEntropy(Tensor logits, long... labels) {
        if (logits.dim() != 2 || logits.size(0) != labels.length) {
            throw new LearnException(
                    "%d labels do not fit logits of the shape %s"
                            .formatted(labels.length, Arrays.toString(logits.shape())));
        }
        for (long label : labels) {
            if (label < 0 || label >= logits.size(1)) {
                throw new LearnException(
                        "label %d is outside the %d classes".formatted(label, logits.size(1)));
            }
        }
        try (var scope = new Scope()) {
            var index = Tensors.indices(labels).to(logits.device(), torch.ScalarType.Long);
            return scope.keep(logits.log_softmax(1).gather(1, index.unsqueeze(1)).mean().neg());
        }
    }

    /// Mean of `log(1 + e^z) - y z`, the cross-entropy of a yes or no.
    ///
    /// @param logits any shape
    /// @param target the same shape, in `[0, 1]`
    public static Tensor binaryCrossEntropy(Tensor logits, Tensor target) {
        same(logits, target);
        try (var scope = new Scope()) {
            return scope.keep(torch.softplus(logits).sub(logits.mul(target)).mean());
        }
    }

    /// Mean of `-log N(target; mean, exp(logDeviation)^2)`.
    public static Tensor gaussian(Tensor mean, Tensor logDeviation, Tensor target) {
        same(mean, target);
        try (var scope = new Scope()) {
            var z = target.sub(mean).mul(logDeviation.neg().exp());
            return scope.keep(
                    Tensors.shift(
                            Tensors.scale(z.square(), 0.5).add(logDeviation).mean(),
                            HALF_LOG_TWO_PI));
        }
    }

    /// Pinball loss (Koenker and Bassett 1978), whose minimiser is the quantile: mean of `max(q r,
    /// (q - 1) r)` with `r = target - prediction`.
    ///
    /// @param prediction shape (..., levels)
    /// @param target shape (...)
    /// @param levels each inside (0, 1)
    public static Tensor quantile(Tensor prediction, Tensor target, double... levels) {
        for (double level : levels) {
            if (!(level > 0 && level < 1)) {
                throw new LearnException("a level must lie inside (0, 1), got " + level);
            }
        }
        if (prediction.size(-1) != levels.length) {
            throw new LearnException(
                    "%d levels do not fit predictions of the shape %s"
                            .formatted(levels.length, Arrays.toString(prediction.shape())));
        }
        try (var scope = new Scope()) {
            var q = Tensors.of(levels, Tensors.kindOf(prediction));
            var r = target.unsqueeze(-1).sub(prediction);
            return scope.keep(torch.maximum(r.mul(q), r.mul(Tensors.shift(q, -1))).mean());
        }
    }

    /// Kullback–Leibler divergence of `N(mean, exp(logDeviation)^2)` from the standard normal law,
    /// summed over the last axis and averaged over the others.
    public static Tensor klFromStandardNormal(Tensor mean, Tensor logDeviation) {
        same(mean, logDeviation);
        try (var scope = new Scope()) {
            var variance = Tensors.scale(logDeviation, 2).exp();
            var each = mean.square().add(variance).sub(Tensors.scale(logDeviation, 2));
            var rows = Tensors.shift(each, -1).sum(-1);
            return scope.keep(rows.mul(new Scalar(0.5)).mean());
        }
    }

    private static Tensor difference(Tensor prediction, Tensor target) {
        same(prediction, target);
        return prediction.sub(target);
    }

    private static Tensor reduce(Tensor each) {
        return each.mean();
    }

    /// Broadcasting a (batch) target against a (batch, 1) prediction is a classic silent error.
    private static void same(Tensor a, Tensor b) {
        if (!Arrays.equals(a.shape(), b.shape())) {
            throw new LearnException(
                    "prediction and target differ in shape: %s and %s"
                            .formatted(Arrays.toString(a.shape()), Arrays.toString(b.shape())));
        }
    }
}

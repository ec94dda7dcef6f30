package org.separatrix.learn.training;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// Adam in the slowly turning eigenbasis of Shampoo's preconditioner.
///
/// For a weight matrix with gradient G the averages `L = <G G^T>` and `R = <G^T G>` are kept, and
/// from time to time their eigenvectors Q_L and Q_R. Adam's squared mean is that of `Q_L^T G Q_R`,
/// its momentum is rotated likewise, and its step is rotated back. Vectors, and sides longer than
/// `largest`, keep the identity as their basis; without any basis this is Adam, bit for bit.
///
/// The first step learns the bases and changes nothing. A step costs four products with each side's
/// basis, every `every` steps one QR decomposition a side.
///
/// Source: N. Vyas et al., "SOAP: improving and stabilizing Shampoo using Adam", arXiv:2409.11321,
/// Algorithms 3 and 4.
public final class Soap implements Optimizer {

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final int every;
    private final int largest;
    private final List<Rotation> rotations = new ArrayList<>();
    private @Nullable Tensor first;
    private @Nullable Tensor second;
    private long steps;

    /// @param beta1 memory of the mean gradient, in `[0, 1)`
    /// @param beta2 memory of the mean squared gradient and of L and R, in `[0, 1)`
    /// @param epsilon added to the root of the squared mean
    /// @param every steps between two updates of the eigenvectors, at least 1
    /// @param largest longest side that gets a basis; 0 for none
    public Soap(double beta1, double beta2, double epsilon, int every, int largest) {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new LearnException(
                    "beta1 and beta2 must lie in [0, 1), got %s and %s".formatted(beta1, beta2));
        }
        if (every < 1) {
            throw new LearnException("every must be at least 1, got " + every);
        }
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.every = every;
        this.largest = largest;
    }

    /// SOAP at the settings of its paper, eigenvectors every 10 steps, sides up to 4096.
    public static Soap standard() {
        return new Soap(0.95, 0.95, 1e-8, 10, 4096);
    }

    @Override
    public void step(Weights weights, double loss, double rate, DoubleSupplier again) {
        if (first == null || second == null) {
            begin(weights);
        }
        var m = first;
        var v = second;
        if (m == null || v == null) {
            throw new IllegalStateException("not begun");
        }
        steps++;
        boolean turned = rotations.stream().anyMatch(Rotation::turned);
        try (var _ = new Scope();
                var _ = new NoGradGuard()) {
            if (turned && steps == 1) {
                rotations.forEach(r -> r.learn(weights.gradient(), beta2, true));
                return;
            }
            update(weights, m, v, (double) (turned ? steps - 1 : steps), rate);
            boolean due = steps % every == 0;
            rotations.forEach(r -> r.learn(weights.gradient(), beta2, due));
        }
    }

    private void update(Weights weights, Tensor m, Tensor v, double count, double rate) {
        var gradient = weights.gradient();
        Tensors.scaleBy(m, beta1);
        Tensors.addTo(m, 1 - beta1, gradient);
        var turnedGradient = turned(gradient, true);
        Tensors.scaleBy(v, beta2);
        v.addcmul_(turnedGradient, turnedGradient, new Scalar(1 - beta2));
        var scale = v.sqrt();
        Tensors.scaleBy(scale, 1 / Math.sqrt(1 - Math.pow(beta2, count)));
        scale.add_(new Scalar(epsilon));
        double factor = rate / (1 - Math.pow(beta1, count));
        var values = weights.flat();
        if (rotations.stream().noneMatch(Rotation::turned)) {
            values.addcdiv_(m, scale, new Scalar(-factor));
        } else {
            Tensors.addTo(values, -factor, turned(turned(m, true).div(scale), false));
        }
    }

    /// All weights in the bases, or back.
    private Tensor turned(Tensor flat, boolean in) {
        if (rotations.stream().noneMatch(Rotation::turned)) {
            return flat;
        }
        return Tensors.join(0, rotations.stream().map(r -> r.turn(flat, in)).toList());
    }

    private void begin(Weights weights) {
        try (var _ = new Scope()) {
            first = Scope.promote(weights.flat().new_zeros(weights.size()));
            second = Scope.promote(weights.flat().new_zeros(weights.size()));
            long offset = 0;
            for (var parameter : weights.parameters()) {
                rotations.add(Rotation.of(parameter, offset, largest, weights.flat()));
                offset += parameter.size();
            }
        }
    }

    @Override
    public Map<String, SafeTensors.Entry> state() {
        var state = new LinkedHashMap<String, SafeTensors.Entry>();
        state.put("steps", SafeTensors.Entry.of((double) steps));
        if (first != null && second != null) {
            state.put("first", SafeTensors.Entry.of(first));
            state.put("second", SafeTensors.Entry.of(second));
        }
        for (int i = 0; i < rotations.size(); i++) {
            var arrays = rotations.get(i).arrays();
            for (int k = 0; k < arrays.size(); k++) {
                state.put("basis%d.%d".formatted(i, k), SafeTensors.Entry.of(arrays.get(k)));
            }
        }
        return state;
    }

    @Override
    public void restore(Weights weights, Map<String, SafeTensors.Entry> state) {
        close();
        var counted = state.get("steps");
        steps = counted == null ? 0 : (long) counted.values()[0];
        if (!state.containsKey("first")) {
            return;
        }
        begin(weights);
        try (var _ = new Scope()) {
            fill(first, state.get("first"));
            fill(second, state.get("second"));
            for (int i = 0; i < rotations.size(); i++) {
                var arrays = rotations.get(i).arrays();
                for (int k = 0; k < arrays.size(); k++) {
                    fill(arrays.get(k), state.get("basis%d.%d".formatted(i, k)));
                }
            }
        }
    }

    private static void fill(@Nullable Tensor tensor, SafeTensors.@Nullable Entry entry) {
        if (tensor == null || entry == null) {
            throw new LearnException("the checkpoint holds no state of this optimiser");
        }
        tensor.copy_(Tensors.of(entry.values(), Tensors.kindOf(tensor), entry.shape()));
    }

    @Override
    public void close() {
        if (first != null && second != null) {
            Scope.release(first);
            Scope.release(second);
            first = null;
            second = null;
        }
        rotations.forEach(Rotation::close);
        rotations.clear();
    }

    /// The bases of one array of weights, seen as a matrix.
    ///
    /// @param offset of the array in the flat weights
    /// @param rows length of its first axis
    /// @param columns size over that
    /// @param left L and Q_L, or nothing
    /// @param right R and Q_R, or nothing
    private record Rotation(
            long offset, long rows, long columns, List<Tensor> left, List<Tensor> right) {

        static Rotation of(Parameter parameter, long offset, int largest, Tensor like) {
            long rows = parameter.shape().length < 2 ? 1 : parameter.shape()[0];
            long columns = parameter.size() / rows;
            boolean matrix = parameter.shape().length >= 2;
            return new Rotation(
                    offset,
                    rows,
                    columns,
                    side(matrix && rows <= largest ? rows : 0, like),
                    side(matrix && columns <= largest ? columns : 0, like));
        }

        private static List<Tensor> side(long n, Tensor like) {
            return n == 0
                    ? List.of()
                    : List.of(
                            Scope.promote(like.new_zeros(n, n)),
                            Scope.promote(like.new_zeros(n, n)));
        }

        boolean turned() {
            return !left.isEmpty() || !right.isEmpty();
        }

        List<Tensor> arrays() {
            var all = new ArrayList<>(left);
            all.addAll(right);
            return all;
        }

        void close() {
            arrays().forEach(Scope::release);
        }

        private Tensor matrix(Tensor flat) {
            return flat.narrow(0, offset, rows * columns).view(rows, columns);
        }

        /// `Q_L^T X Q_R`, or `Q_L X Q_R^T` back; flat.
        Tensor turn(Tensor flat, boolean in) {
            var x = matrix(flat);
            if (!left.isEmpty()) {
                var q = left.get(1);
                x = (in ? q.t() : q).matmul(x);
            }
            if (!right.isEmpty()) {
                var q = right.get(1);
                x = x.matmul(in ? q : q.t());
            }
            return x.reshape(rows * columns);
        }

        /// Lets L and R forget a little and follow the gradient.
        ///
        /// @param bases whether the eigenvectors follow them: all at first, then by one step of
        ///   orthogonal iteration
        void learn(Tensor gradient, double memory, boolean bases) {
            var g = matrix(gradient);
            learn(left, g.matmul(g.t()), memory, bases);
            learn(right, g.t().matmul(g), memory, bases);
        }

        private static void learn(List<Tensor> side, Tensor square, double memory, boolean bases) {
            if (side.isEmpty()) {
                return;
            }
            var gram = side.get(0);
            var q = side.get(1);
            Tensors.scaleBy(gram, memory);
            Tensors.addTo(gram, 1 - memory, square);
            if (bases) {
                q.copy_(Bases.next(gram, q));
            }
        }
    }
}

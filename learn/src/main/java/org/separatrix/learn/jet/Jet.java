package org.separatrix.learn.jet;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// Truncated Taylor series of an array along several directions that share their value.
///
/// Coefficient `k` of a direction is the k-th derivative divided by `k!`. All coefficients have one
/// shape, (batch, features), and belong to the caller's scope.
///
/// The recursions follow from the differential equations of the functions: A. Griewank, A. Walther,
/// Evaluating Derivatives (2008), section 13.2.
public final class Jet {

    private final Tensor value;
    private final List<List<Tensor>> directions;

    private Jet(Tensor value, List<List<Tensor>> directions) {
        this.value = value;
        this.directions = directions;
    }

    /// One direction in which derivatives are wanted.
    ///
    /// @param axis input coordinate that moves, from 0
    /// @param order highest derivative, at least 1
    public record Direction(int axis, int order) {}

    /// A series whose coefficients are known, such as that of an encoding of the coordinates.
    ///
    /// @param value shape (batch, features)
    /// @param directions coefficients 1, 2, ... of each direction, all of the value's shape
    public static Jet of(Tensor value, List<List<Tensor>> directions) {
        return new Jet(value, directions.stream().map(List::copyOf).toList());
    }

    /// The coordinates themselves: coefficient 1 is a unit vector, all higher ones vanish.
    ///
    /// @param x shape (batch, coordinates)
    public static Jet seed(Tensor x, List<Direction> directions) {
        if (x.dim() != 2) {
            throw new LearnException("expected points of shape (batch, coordinates)");
        }
        var series = new ArrayList<List<Tensor>>();
        for (var direction : directions) {
            if (direction.order < 1 || direction.axis < 0 || direction.axis >= x.size(1)) {
                throw new LearnException(
                        "%s does not suit points with %d coordinates"
                                .formatted(direction, x.size(1)));
            }
            var coefficients = new ArrayList<Tensor>();
            var unit = x.new_zeros(x.shape());
            unit.select(1, direction.axis).fill_(new Scalar(1.0));
            coefficients.add(unit);
            for (int k = 2; k <= direction.order; k++) {
                coefficients.add(x.new_zeros(x.shape()));
            }
            series.add(coefficients);
        }
        return new Jet(x, series);
    }

    /// The value.
    public Tensor value() {
        return value;
    }

    /// Number of directions.
    public int directions() {
        return directions.size();
    }

    /// The coefficient of an order along a direction; order 0 is the value.
    public Tensor coefficient(int direction, int order) {
        return order == 0 ? value : directions.get(direction).get(order - 1);
    }

    /// The derivative of an order along a direction.
    ///
    /// @param order at least 1
    public Tensor derivative(int direction, int order) {
        double factorial = 1;
        for (int k = 2; k <= order; k++) {
            factorial *= k;
        }
        var coefficient = directions.get(direction).get(order - 1);
        return factorial == 1 ? coefficient : Tensors.scale(coefficient, factorial);
    }

    /// An affine map: the bias reaches the value alone. All coefficients go through one product.
    ///
    /// @param weight shape (outputs, inputs)
    /// @param bias shape (outputs), or an empty optional
    public Jet linear(Tensor weight, TensorOptional bias) {
        try (var scope = new Scope()) {
            var parts = new ArrayList<Tensor>();
            directions.forEach(parts::addAll);
            var none = new TensorOptional();
            var mapped = torch.linear(value, weight, bias);
            if (parts.isEmpty()) {
                return new Jet(scope.keep(mapped), List.of());
            }
            long batch = value.size(0);
            var rest = torch.linear(Tensors.join(0, parts), weight, none);
            var result = new ArrayList<List<Tensor>>();
            long row = 0;
            for (var direction : directions) {
                var series = new ArrayList<Tensor>();
                for (int k = 0; k < direction.size(); k++) {
                    series.add(scope.keep(rest.narrow(0, row, batch)));
                    row += batch;
                }
                result.add(series);
            }
            return new Jet(scope.keep(mapped), result);
        }
    }

    /// Sum.
    public Jet plus(Jet other) {
        return pairwise(other, Tensor::add);
    }

    /// Difference.
    public Jet minus(Jet other) {
        return pairwise(other, Tensor::sub);
    }

    /// A constant multiple.
    public Jet times(double factor) {
        return each(t -> Tensors.scale(t, factor));
    }

    /// Some of the features, as a view.
    public Jet features(long from, long count) {
        return each(t -> t.narrow(1, from, count));
    }

    /// Features of several jets side by side.
    public static Jet join(List<Jet> jets) {
        var first = jets.getFirst();
        var series = new ArrayList<List<Tensor>>();
        for (int d = 0; d < first.directions(); d++) {
            var joined = new ArrayList<Tensor>();
            for (int k = 0; k < first.directions.get(d).size(); k++) {
                int direction = d;
                int order = k;
                joined.add(
                        Tensors.join(
                                1,
                                jets.stream()
                                        .map(j -> j.directions.get(direction).get(order))
                                        .toList()));
            }
            series.add(joined);
        }
        return new Jet(Tensors.join(1, jets.stream().map(Jet::value).toList()), series);
    }

    /// Product: coefficients convolve.
    public Jet times(Jet other) {
        try (var scope = new Scope()) {
            var result = new ArrayList<List<Tensor>>();
            for (int d = 0; d < directions.size(); d++) {
                var a = withValue(d);
                var b = other.withValue(d);
                var series = new ArrayList<Tensor>();
                for (int k = 1; k < a.size(); k++) {
                    series.add(scope.keep(convolve(a, b, k)));
                }
                result.add(series);
            }
            return new Jet(scope.keep(value.mul(other.value)), result);
        }
    }

    /// Hyperbolic tangent: `y' = (1 - y^2) z'`.
    public Jet tanh() {
        try (var scope = new Scope()) {
            var y0 = value.tanh();
            var q0 = Tensors.shift(y0.square().neg(), 1);
            var result = new ArrayList<List<Tensor>>();
            for (int d = 0; d < directions.size(); d++) {
                var z = scaled(d);
                int order = z.size();
                var y = new ArrayList<>(List.of(y0));
                var q = new ArrayList<>(List.of(q0));
                for (int k = 1; k <= order; k++) {
                    y.add(ratio(z, q, k));
                    if (k < order) {
                        q.add(square(y, k).neg());
                    }
                }
                result.add(keep(scope, y));
            }
            return new Jet(scope.keep(y0), result);
        }
    }

    /// Logistic function: `y' = y (1 - y) z'`.
    public Jet sigmoid() {
        // sigmoid(z) = (1 + tanh(z/2)) / 2
        var half = times(0.5).tanh();
        return new Jet(
                Tensors.shift(Tensors.scale(half.value, 0.5), 0.5), half.times(0.5).directions);
    }

    /// `log(1 + e^z)`: its derivative is the logistic function.
    public Jet softplus() {
        var slope = sigmoid();
        try (var scope = new Scope()) {
            var result = new ArrayList<List<Tensor>>();
            for (int d = 0; d < directions.size(); d++) {
                var z = scaled(d);
                var s = slope.withValue(d);
                var y = new ArrayList<>(List.of(value));
                for (int k = 1; k <= z.size(); k++) {
                    y.add(ratio(z, s, k));
                }
                result.add(keep(scope, y));
            }
            return new Jet(scope.keep(torch.softplus(value)), result);
        }
    }

    /// Exponential: `y' = y z'`.
    public Jet exp() {
        try (var scope = new Scope()) {
            var y0 = value.exp();
            var result = new ArrayList<List<Tensor>>();
            for (int d = 0; d < directions.size(); d++) {
                var z = scaled(d);
                var y = new ArrayList<>(List.of(y0));
                for (int k = 1; k <= z.size(); k++) {
                    y.add(ratio(z, y, k));
                }
                result.add(keep(scope, y));
            }
            return new Jet(scope.keep(y0), result);
        }
    }

    /// Sine: `sin' = cos z'`, `cos' = -sin z'`.
    public Jet sin() {
        return circular(true);
    }

    /// Cosine.
    public Jet cos() {
        return circular(false);
    }

    private Jet circular(boolean sine) {
        try (var scope = new Scope()) {
            var s0 = value.sin();
            var c0 = value.cos();
            var result = new ArrayList<List<Tensor>>();
            for (int d = 0; d < directions.size(); d++) {
                var z = scaled(d);
                var s = new ArrayList<>(List.of(s0));
                var c = new ArrayList<>(List.of(c0));
                for (int k = 1; k <= z.size(); k++) {
                    var next = ratio(z, c, k);
                    c.add(ratio(z, s, k).neg());
                    s.add(next);
                }
                result.add(keep(scope, sine ? s : c));
            }
            return new Jet(scope.keep(sine ? s0 : c0), result);
        }
    }

    /// `j z_j` for every order: what the recursions need.
    private List<Tensor> scaled(int direction) {
        var series = directions.get(direction);
        var result = new ArrayList<Tensor>(series.size());
        for (int j = 1; j <= series.size(); j++) {
            var z = series.get(j - 1);
            result.add(j == 1 ? z : Tensors.scale(z, j));
        }
        return result;
    }

    /// Coefficient `k` of the `y` with `y' = q z'`: `(1/k) sum_j (j z_j) q_{k-j}`.
    private static Tensor ratio(List<Tensor> scaled, List<Tensor> q, int k) {
        var sum = scaled.get(0).mul(q.get(k - 1));
        for (int j = 2; j <= k; j++) {
            sum = sum.addcmul(scaled.get(j - 1), q.get(k - j));
        }
        return k == 1 ? sum : Tensors.scale(sum, 1.0 / k);
    }

    /// Coefficient `k` of `y^2`, by symmetry in half the products.
    private static Tensor square(List<Tensor> y, int k) {
        var sum = y.get(0).mul(y.get(k));
        for (int j = 1; 2 * j < k; j++) {
            sum = sum.addcmul(y.get(j), y.get(k - j));
        }
        sum = Tensors.scale(sum, 2);
        return k % 2 == 0 ? sum.addcmul(y.get(k / 2), y.get(k / 2)) : sum;
    }

    private static Tensor convolve(List<Tensor> a, List<Tensor> b, int k) {
        var sum = a.get(0).mul(b.get(k));
        for (int j = 1; j <= k; j++) {
            sum = sum.addcmul(a.get(j), b.get(k - j));
        }
        return sum;
    }

    private static List<Tensor> keep(Scope scope, List<Tensor> series) {
        var kept = new ArrayList<Tensor>();
        for (int k = 1; k < series.size(); k++) {
            kept.add(scope.keep(series.get(k)));
        }
        return kept;
    }

    private List<Tensor> withValue(int direction) {
        var all = new ArrayList<Tensor>();
        all.add(value);
        all.addAll(directions.get(direction));
        return all;
    }

    private Jet each(UnaryOperator<Tensor> change) {
        return new Jet(
                change.apply(value),
                directions.stream().map(s -> s.stream().map(change).toList()).toList());
    }

    private Jet pairwise(Jet other, BinaryOperator<Tensor> operation) {
        var result = new ArrayList<List<Tensor>>();
        for (int d = 0; d < directions.size(); d++) {
            var series = new ArrayList<Tensor>();
            for (int k = 0; k < directions.get(d).size(); k++) {
                series.add(
                        operation.apply(directions.get(d).get(k), other.directions.get(d).get(k)));
            }
            result.add(series);
        }
        return new Jet(operation.apply(value, other.value), result);
    }
}

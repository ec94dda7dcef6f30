package org.separatrix.learn;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Tensors from arrays and back, and the few operations that libtorch's Java names make long.
///
/// Every tensor made here belongs to the innermost [Scope] of the calling thread.
public final class Tensors {

    private Tensors() {}

    /// A tensor of the given shape, filled in row-major order.
    ///
    /// @throws LearnException if the number of values does not fit the shape
    public static Tensor of(double[] values, Kind kind, long... shape) {
        long count = count(shape);
        if (count != values.length) {
            throw new LearnException(
                    "%d values do not fill the shape %s"
                            .formatted(values.length, Arrays.toString(shape)));
        }
        try (var scope = new Scope()) {
            Pointer data;
            if (kind.precision() == Precision.DOUBLE) {
                data = new DoublePointer(values);
            } else {
                var narrow = new float[values.length];
                for (int i = 0; i < narrow.length; i++) {
                    narrow[i] = (float) values[i];
                }
                data = new FloatPointer(narrow);
            }
            var host = new Kind(kind.precision(), "cpu").options();
            var tensor = torch.from_blob(data, shape, host).clone();
            return scope.keep(kind.device().equals("cpu") ? tensor : to(tensor, kind));
        }
    }

    /// A column or a vector.
    public static Tensor of(double[] values, Kind kind) {
        return of(values, kind, values.length);
    }

    /// A matrix of shape (rows, columns).
    ///
    /// @param rows rows of equal length, at least one
    public static Tensor of(double[][] rows, Kind kind) {
        int columns = rows[0].length;
        var flat = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new LearnException(
                        "row %d has %d values, the first has %d"
                                .formatted(i, rows[i].length, columns));
            }
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return of(flat, kind, rows.length, columns);
    }

    /// A single number, of shape ().
    public static Tensor scalar(double value, Kind kind) {
        return of(new double[] {value}, kind, new long[0]);
    }

    /// Whole numbers, such as indices.
    public static Tensor indices(long... values) {
        try (var scope = new Scope()) {
            var options = new TensorOptions().dtype(new ScalarTypeOptional(ScalarType.Long));
            return scope.keep(
                    torch.from_blob(new LongPointer(values), new long[] {values.length}, options)
                            .clone());
        }
    }

    /// Zeros.
    public static Tensor zeros(Kind kind, long... shape) {
        try (var scope = new Scope()) {
            return scope.keep(torch.zeros(shape, kind.options()));
        }
    }

    /// The same value everywhere.
    public static Tensor full(double value, Kind kind, long... shape) {
        try (var scope = new Scope()) {
            return scope.keep(torch.full(shape, new Scalar(value), kind.options()));
        }
    }

    /// Independent standard normal numbers, drawn in row-major order.
    public static Tensor normal(RandomGenerator random, Kind kind, long... shape) {
        var values = new double[Math.toIntExact(count(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return of(values, kind, shape);
    }

    /// Independent numbers uniform in `[low, high)`, drawn in row-major order.
    public static Tensor uniform(
            RandomGenerator random, double low, double high, Kind kind, long... shape) {
        var values = new double[Math.toIntExact(count(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = low + (high - low) * random.nextDouble();
        }
        return of(values, kind, shape);
    }

    /// The numbers of a tensor in row-major order.
    public static double[] toArray(Tensor tensor) {
        try (var _ = new Scope()) {
            var host = tensor.detach().cpu().contiguous();
            int count = Math.toIntExact(host.numel());
            var values = new double[count];
            if (count == 0) {
                return values;
            }
            if (host.scalar_type().intern() == ScalarType.Double) {
                new DoublePointer(host.data_ptr()).get(values);
                return values;
            }
            var plain =
                    host.scalar_type().intern() == ScalarType.Float
                            ? host
                            : host.to(ScalarType.Float);
            var narrow = new float[count];
            new FloatPointer(plain.data_ptr()).get(narrow);
            for (int i = 0; i < count; i++) {
                values[i] = narrow[i];
            }
            return values;
        }
    }

    /// The rows of a matrix.
    ///
    /// @param matrix shape (rows, columns)
    public static double[][] toRows(Tensor matrix) {
        if (matrix.dim() != 2) {
            throw new LearnException(
                    "expected a matrix, got the shape " + Arrays.toString(matrix.shape()));
        }
        int rows = (int) matrix.size(0);
        int columns = (int) matrix.size(1);
        var flat = toArray(matrix);
        var result = new double[rows][];
        for (int i = 0; i < rows; i++) {
            result[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
        }
        return result;
    }

    /// The one number of a scalar tensor.
    public static double value(Tensor scalar) {
        return scalar.item_double();
    }

    /// `a * tensor`.
    public static Tensor scale(Tensor tensor, double a) {
        try (var scope = new Scope()) {
            return scope.keep(tensor.mul(new Scalar(a)));
        }
    }

    /// `tensor + a`.
    public static Tensor shift(Tensor tensor, double a) {
        try (var scope = new Scope()) {
            return scope.keep(tensor.add(new Scalar(a)));
        }
    }

    /// `x + a * y`.
    public static Tensor plus(Tensor x, double a, Tensor y) {
        try (var scope = new Scope()) {
            return scope.keep(x.add(y, new Scalar(a)));
        }
    }

    /// `x += a * y` in place.
    public static void addTo(Tensor x, double a, Tensor y) {
        try (var _ = new Scope()) {
            x.add_(y, new Scalar(a));
        }
    }

    /// `x *= a` in place.
    public static void scaleBy(Tensor x, double a) {
        try (var _ = new Scope()) {
            x.mul_(new Scalar(a));
        }
    }

    /// Tensors joined along an axis; -1 is the last.
    public static Tensor join(long axis, List<Tensor> parts) {
        try (var scope = new Scope()) {
            return scope.keep(torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), axis));
        }
    }

    /// Tensors of one shape stacked along a new axis.
    public static Tensor stack(long axis, List<Tensor> parts) {
        try (var scope = new Scope()) {
            return scope.keep(torch.stack(new TensorVector(parts.toArray(Tensor[]::new)), axis));
        }
    }

    /// A copy of another kind, on another device or of another precision.
    public static Tensor to(Tensor tensor, Kind kind) {
        try (var scope = new Scope()) {
            return scope.keep(tensor.to(new Device(kind.device()), kind.precision().type()));
        }
    }

    /// The kind of a floating-point tensor.
    public static Kind kindOf(Tensor tensor) {
        var precision =
                tensor.scalar_type().intern() == ScalarType.Double
                        ? Precision.DOUBLE
                        : Precision.SINGLE;
        return new Kind(precision, tensor.is_cuda() ? "cuda" : "cpu");
    }

    /// Number of elements of a shape.
    public static long count(long... shape) {
        long count = 1;
        for (long n : shape) {
            count = Math.multiplyExact(count, n);
        }
        return count;
    }
}

package org.separatrix.analysis.section;

import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.separatrix.dynamics.Flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Fixed points of a flow, by Newton's method from many starts.
///
/// A step that does not lower |f| is halved. Points are found where a start leads to them: a box
/// that is too small, or too few starts, can miss some.
public final class FixedPoints {

    private static final int STEPS = 60;
    private static final int HALVINGS = 12;
    private static final double CONVERGED = 1e-12;
    private static final double SAME = 1e-6;

    private FixedPoints() {}

    /// The fixed points found from random starts in a box, in the order of their coordinates.
    ///
    /// @param low lower corner of the box, length d
    /// @param high upper corner
    /// @param starts number of starts
    public static List<FixedPoint> of(
            Flow flow, double[] low, double[] high, int starts, long seed) {
        int d = flow.dimension();
        if (low.length != d || high.length != d) {
            throw new IllegalArgumentException(
                    "expected corners of length %d, got %d and %d"
                            .formatted(d, low.length, high.length));
        }
        var random = new SplittableRandom(seed);
        var found = new ArrayList<double[]>();
        for (int start = 0; start < starts; start++) {
            var x = new double[d];
            for (int i = 0; i < d; i++) {
                x[i] = low[i] + (high[i] - low[i]) * random.nextDouble();
            }
            if (converges(flow, x, low, high) && isNew(x, found, low, high)) {
                found.add(x);
            }
        }
        found.sort(FixedPoints::compare);
        return found.stream().map(x -> withEigenvalues(flow, x)).toList();
    }

    /// Newton's method in place.
    private static boolean converges(Flow flow, double[] x, double[] low, double[] high) {
        int d = x.length;
        var f = new double[d];
        var jacobian = new double[d * d];
        var step = new DMatrixRMaj(d, 1);
        var trial = new double[d];
        flow.derivative(0, x, f);
        double size = norm(f);
        for (int iteration = 0; iteration < STEPS && size > 0; iteration++) {
            flow.jacobian(0, x, jacobian);
            boolean solved =
                    CommonOps_DDRM.solve(
                            DMatrixRMaj.wrap(d, d, jacobian.clone()),
                            DMatrixRMaj.wrap(d, 1, f.clone()),
                            step);
            if (!solved) {
                return false;
            }
            double share = 1;
            double trialSize = Double.POSITIVE_INFINITY;
            for (int halving = 0; halving < HALVINGS; halving++) {
                for (int i = 0; i < d; i++) {
                    trial[i] = x[i] - share * step.get(i, 0);
                }
                flow.derivative(0, trial, f);
                trialSize = norm(f);
                if (trialSize < size) {
                    break;
                }
                share /= 2;
            }
            if (!(trialSize < size)) {
                // Round-off: no step lowers |f| any further.
                return relative(step.data, low, high) < Math.sqrt(CONVERGED);
            }
            System.arraycopy(trial, 0, x, 0, d);
            size = trialSize;
            if (share == 1 && relative(step.data, low, high) < CONVERGED) {
                return true;
            }
        }
        return size == 0;
    }

    private static double relative(double[] step, double[] low, double[] high) {
        double largest = 0;
        for (int i = 0; i < step.length; i++) {
            double width = Math.max(high[i] - low[i], Double.MIN_NORMAL);
            largest = Math.max(largest, Math.abs(step[i]) / width);
        }
        return largest;
    }

    private static boolean isNew(double[] x, List<double[]> found, double[] low, double[] high) {
        for (double[] other : found) {
            var difference = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                difference[i] = x[i] - other[i];
            }
            if (relative(difference, low, high) < SAME) {
                return false;
            }
        }
        return true;
    }

    private static int compare(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (Math.abs(a[i] - b[i]) > SAME) {
                return Double.compare(a[i], b[i]);
            }
        }
        return 0;
    }

    private static FixedPoint withEigenvalues(Flow flow, double[] x) {
        int d = x.length;
        var jacobian = new double[d * d];
        flow.jacobian(0, x, jacobian);
        var eigen = DecompositionFactory_DDRM.eig(d, false);
        if (!eigen.decompose(DMatrixRMaj.wrap(d, d, jacobian))) {
            throw new ArithmeticException("the eigenvalues of a Jacobian did not converge");
        }
        var order =
                IntStream.range(0, d)
                        .mapToObj(eigen::getEigenvalue)
                        .sorted(
                                Comparator.comparingDouble((Complex_F64 value) -> -value.real)
                                        .thenComparingDouble(value -> -value.imaginary))
                        .toList();
        return new FixedPoint(
                x,
                order.stream().mapToDouble(value -> value.real).toArray(),
                order.stream().mapToDouble(value -> value.imaginary).toArray());
    }

    private static double norm(double[] f) {
        double sum = 0;
        for (double value : f) {
            sum += value * value;
        }
        double norm = Math.sqrt(sum);
        return Double.isNaN(norm) ? Double.POSITIVE_INFINITY : norm;
    }
}

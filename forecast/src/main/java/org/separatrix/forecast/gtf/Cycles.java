package org.separatrix.forecast.gtf;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Fixed points and cycles of a piecewise-linear map, solved for exactly.
///
/// Within one linear region the map is affine, so a cycle through given regions is the solution of
/// a linear system; it is a cycle of the map if it really visits those regions. The search starts
/// from given states, solves for the cycle of the regions visited, adopts the regions of the
/// solution, and repeats until they agree. It is a heuristic: what it finds is exact, but it need
/// not find all.
public final class Cycles {

    private static final int ROUNDS = 60;
    private static final double SAME = 1e-6;

    private Cycles() {}

    /// A cycle of the map; a fixed point if its length is 1.
    ///
    /// @param points states of the cycle in order
    /// @param multipliers moduli of the eigenvalues of the product of Jacobians along it, falling
    public record Cycle(List<double[]> points, double[] multipliers) {
        public Cycle {
            points = List.copyOf(points);
        }

        /// Whether small deviations die out.
        public boolean stable() {
            return multipliers[0] < 1;
        }
    }

    /// The cycles of length `length` that the search from `starts` finds, each once.
    public static List<Cycle> find(PiecewiseLinearMap map, int length, List<double[]> starts) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1, got " + length);
        }
        var found = new ArrayList<Cycle>();
        for (double[] start : starts) {
            search(map, length, start)
                    .filter(points -> minimal(points))
                    .filter(points -> found.stream().noneMatch(c -> same(c.points(), points)))
                    .ifPresent(points -> found.add(new Cycle(points, multipliers(map, points))));
        }
        return found;
    }

    /// How many different linear regions the states lie in: the number of affine maps that an orbit
    /// was made of.
    ///
    /// @param states such as a free run, `[steps][M]`
    public static int regions(PiecewiseLinearMap map, double[][] states) {
        return (int) Arrays.stream(states).map(map::region).distinct().count();
    }

    private static Optional<List<double[]>> search(
            PiecewiseLinearMap map, int length, double[] start) {
        double[] z = start;
        for (int round = 0; round < ROUNDS; round++) {
            var orbit = orbit(map, z, length);
            var solution = solve(map, orbit);
            if (solution.isEmpty()) {
                return Optional.empty();
            }
            double[] next = solution.get();
            var closed = orbit(map, next, length);
            var after = new double[map.dimension()];
            map.step(closed.getLast(), after);
            double scale = 1;
            double gap = 0;
            for (int i = 0; i < after.length; i++) {
                scale = Math.max(scale, Math.abs(next[i]));
                gap = Math.max(gap, Math.abs(after[i] - next[i]));
            }
            if (gap < 1e-9 * scale) {
                return Optional.of(closed);
            }
            z = next;
        }
        return Optional.empty();
    }

    private static List<double[]> orbit(PiecewiseLinearMap map, double[] z, int length) {
        var orbit = new ArrayList<double[]>();
        orbit.add(z.clone());
        for (int k = 1; k < length; k++) {
            var next = new double[z.length];
            map.step(orbit.getLast(), next);
            orbit.add(next);
        }
        return orbit;
    }

    /// The state that the affine maps of the regions of `orbit`, applied in turn, send to itself.
    private static Optional<double[]> solve(PiecewiseLinearMap map, List<double[]> orbit) {
        int m = map.dimension();
        var product = CommonOps_DDRM.identity(m);
        var offset = new DMatrixRMaj(m, 1);
        for (double[] z : orbit) {
            var jacobian = new DMatrixRMaj(map.jacobian(z));
            var image = new double[m];
            map.step(z, image);
            // Affine there: F(y) = J y + (F(z) - J z).
            var constant = new DMatrixRMaj(m, 1);
            CommonOps_DDRM.mult(jacobian, DMatrixRMaj.wrap(m, 1, z.clone()), constant);
            CommonOps_DDRM.subtract(DMatrixRMaj.wrap(m, 1, image), constant, constant);
            var turned = new DMatrixRMaj(m, m);
            CommonOps_DDRM.mult(jacobian, product, turned);
            product = turned;
            var moved = new DMatrixRMaj(m, 1);
            CommonOps_DDRM.mult(jacobian, offset, moved);
            CommonOps_DDRM.add(moved, constant, offset);
        }
        var system = CommonOps_DDRM.identity(m);
        CommonOps_DDRM.subtract(system, product, system);
        var solution = new DMatrixRMaj(m, 1);
        boolean solved = CommonOps_DDRM.solve(system, offset, solution);
        boolean finite = Arrays.stream(solution.data).allMatch(Double::isFinite);
        return solved && finite ? Optional.of(solution.data) : Optional.empty();
    }

    private static double[] multipliers(PiecewiseLinearMap map, List<double[]> points) {
        int m = map.dimension();
        var product = CommonOps_DDRM.identity(m);
        for (double[] z : points) {
            var turned = new DMatrixRMaj(m, m);
            CommonOps_DDRM.mult(new DMatrixRMaj(map.jacobian(z)), product, turned);
            product = turned;
        }
        var eigen = DecompositionFactory_DDRM.eig(m, false);
        eigen.decompose(product);
        var moduli = new double[m];
        for (int k = 0; k < m; k++) {
            moduli[k] = -eigen.getEigenvalue(k).getMagnitude();
        }
        Arrays.sort(moduli);
        for (int k = 0; k < m; k++) {
            moduli[k] = -moduli[k];
        }
        return moduli;
    }

    /// Whether the cycle has no shorter period.
    private static boolean minimal(List<double[]> points) {
        for (int k = 1; k < points.size(); k++) {
            if (points.size() % k == 0 && distance(points.get(0), points.get(k)) < SAME) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(List<double[]> a, List<double[]> b) {
        return a.stream().anyMatch(p -> distance(p, b.getFirst()) < SAME);
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}

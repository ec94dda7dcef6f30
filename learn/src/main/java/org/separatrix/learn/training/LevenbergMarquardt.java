package org.separatrix.learn.training;

import org.bytedeco.openblas.global.openblas;
import org.separatrix.learn.Torch;

import java.util.Arrays;

/// Damped Gauss–Newton for sums of weighted squares with up to a few thousand parameters.
///
/// One step solves `(J^T J + mu I) d = -J^T r` with the rows of J and r multiplied by the roots of
/// their weights, by Cholesky; with fewer residuals than parameters the equivalent smaller system
/// `(J J^T + mu I) y = -r`, `d = J^T y`. A step that lowers the weighted sum is taken and divides
/// mu by 3, any other is tried again with mu times 4. Weights may depend on the residuals; inside a
/// step they are constants. With more residuals than parameters the rows of J are asked for and
/// added to `J^T J` some megabytes at a time, so that memory does not grow with their number.
///
/// In double precision, on BLAS and LAPACK. One instance serves one thread.
///
/// Sources: K. Levenberg, Quart. Appl. Math. 2 (1944); D. Marquardt, J. SIAM 11 (1963).
public final class LevenbergMarquardt {

    private static final double LOWEST = 1e-14;
    private static final double HIGHEST = 1e14;

    /// Smallest weight that counts, over the largest.
    private static final double NEGLIGIBLE = 1e-60;

    /// Numbers in a block of rows, 8 MB.
    private static final int BLOCK = 1 << 20;

    private final Residuals residuals;
    private final Weighting weighting;
    private final double[] theta;
    private final int n;
    private final int m;
    private final double[] r;
    private final double[] w;
    private final boolean wide;
    private final int block;
    private final double[] rows;
    private final double[] gram;
    private final double[] system;
    private final double[] right;
    private final double[] solution;
    private final double[] step;
    private final double[] trial;
    private final double[] trialR;
    private double mu;
    private double cost = Double.NaN;
    private boolean known;

    /// What is squared and summed.
    public interface Residuals {

        /// Number of parameters, n.
        int parameters();

        /// Number of residuals, m.
        int size();

        /// Residuals at `theta`, written to `r` (length m).
        void values(double[] theta, double[] r);

        /// Rows `from` to `to - 1` of the Jacobian at `theta`.
        ///
        /// @param rows derivative of residual i by parameter j at `(i - from)*n + j`, overwritten
        void jacobian(double[] theta, int from, int to, double[] rows);
    }

    /// The weight of each square, from the residuals themselves.
    @FunctionalInterface
    public interface Weighting {

        /// All one.
        Weighting NONE = (_, w) -> Arrays.fill(w, 1);

        /// Weights at the residuals `r`, written to `w`; not negative.
        void weigh(double[] r, double[] w);
    }

    /// @param theta where to begin, changed by each step
    /// @param damping mu at first, such as 1e-2
    public LevenbergMarquardt(
            Residuals residuals, Weighting weighting, double[] theta, double damping) {
        Torch.load();
        this.residuals = residuals;
        this.weighting = weighting;
        this.theta = theta;
        mu = damping;
        n = residuals.parameters();
        m = residuals.size();
        r = new double[m];
        w = new double[m];
        wide = m < n;
        block = wide ? m : Math.min(m, Math.max(256, BLOCK / n));
        rows = new double[Math.multiplyExact(block, n)];
        int order = Math.min(m, n);
        gram = new double[order * order];
        system = new double[order * order];
        right = new double[order];
        solution = new double[order];
        step = new double[n];
        trial = new double[n];
        trialR = new double[m];
    }

    /// One step taken.
    ///
    /// @return false if no damping lowers the sum any more
    /// @throws TrainingDivergedException if a residual is not finite at the present parameters
    public boolean step() {
        if (!known) {
            residuals.values(theta, r);
        }
        weighting.weigh(r, w);
        dropNegligible();
        cost = sum(r);
        if (!Double.isFinite(cost)) {
            throw new TrainingDivergedException(
                    "residual %d is not finite; check the equations and the start"
                            .formatted(firstBroken()));
        }
        known = true;
        form();
        int order = wide ? m : n;
        while (mu <= HIGHEST) {
            if (solve(order)) {
                for (int j = 0; j < n; j++) {
                    trial[j] = theta[j] + step[j];
                }
                residuals.values(trial, trialR);
                double next = sum(trialR);
                if (next < cost) {
                    System.arraycopy(trial, 0, theta, 0, n);
                    System.arraycopy(trialR, 0, r, 0, m);
                    mu = Math.max(LOWEST, mu / 3);
                    cost = next;
                    return true;
                }
            }
            mu *= 4;
        }
        mu = 1;
        return false;
    }

    /// Weighted sum of squares after the last step, with the weights of that step.
    public double cost() {
        return cost;
    }

    /// Residuals at the present parameters.
    public double[] residuals() {
        return r;
    }

    /// Says that the residuals have become other functions, of the same number.
    public void changed() {
        known = false;
    }

    /// Present damping.
    public double damping() {
        return mu;
    }

    private int firstBroken() {
        for (int i = 0; i < m; i++) {
            if (!Double.isFinite(r[i] * w[i])) {
                return i;
            }
        }
        return -1;
    }

    /// Weights too small to matter become 0: their products would be denormal numbers, on which
    /// processors are a hundred times slower.
    private void dropNegligible() {
        double least = NEGLIGIBLE * Arrays.stream(w).max().orElse(0);
        for (int i = 0; i < m; i++) {
            if (w[i] < least) {
                w[i] = 0;
            }
        }
    }

    private double sum(double[] values) {
        double sum = 0;
        for (int i = 0; i < m; i++) {
            sum += w[i] * values[i] * values[i];
        }
        return sum;
    }

    /// The matrix of the normal equations and their right side.
    private void form() {
        Arrays.fill(right, 0);
        Arrays.fill(gram, 0);
        if (wide) {
            fill(0, m);
            for (int i = 0; i < m; i++) {
                right[i] = -Math.sqrt(w[i]) * r[i];
            }
            return;
        }
        int from = 0;
        while (from < m) {
            int to = from;
            while (to < m && w[to] > 0 && to - from < block) {
                to++;
            }
            if (to > from) {
                fill(from, to);
                for (int i = from; i < to; i++) {
                    axpy(-Math.sqrt(w[i]) * r[i], (i - from) * n);
                }
            }
            // A row without weight need not be known.
            from = Math.max(to, from + 1);
        }
    }

    private void axpy(double a, int at) {
        for (int j = 0; j < n; j++) {
            right[j] += a * rows[at + j];
        }
    }

    /// Weighted rows `from` to `to`, and their products added: A A^T if wide, else A^T A; upper
    /// triangle, row-major.
    private void fill(int from, int to) {
        residuals.jacobian(theta, from, to, rows);
        for (int i = from; i < to; i++) {
            double root = Math.sqrt(w[i]);
            int at = (i - from) * n;
            for (int j = 0; j < n; j++) {
                rows[at + j] *= root;
            }
        }
        openblas.cblas_dsyrk(
                openblas.CblasRowMajor,
                openblas.CblasUpper,
                wide ? openblas.CblasNoTrans : openblas.CblasTrans,
                wide ? m : n,
                wide ? n : to - from,
                1.0,
                rows,
                n,
                1.0,
                gram,
                wide ? m : n);
    }

    private boolean solve(int order) {
        System.arraycopy(gram, 0, system, 0, gram.length);
        for (int i = 0; i < order; i++) {
            system[i * order + i] += mu;
        }
        System.arraycopy(right, 0, solution, 0, order);
        int info =
                openblas.LAPACKE_dposv(
                        openblas.LAPACK_ROW_MAJOR,
                        (byte) 'U',
                        order,
                        1,
                        system,
                        order,
                        solution,
                        1);
        if (info != 0) {
            return false;
        }
        if (!wide) {
            System.arraycopy(solution, 0, step, 0, n);
            return true;
        }
        Arrays.fill(step, 0);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                step[j] += solution[i] * rows[i * n + j];
            }
        }
        return true;
    }
}

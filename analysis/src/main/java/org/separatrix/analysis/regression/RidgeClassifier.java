package org.separatrix.analysis.regression;

import org.separatrix.analysis.linear.SymmetricEigen;

import java.util.Arrays;

/// A linear classifier: ridge regression on +1 for a class and -1 for the others, one class against
/// the rest; the largest score wins.
///
/// Columns are centred and brought to unit norm, the constant is not penalised. Of several
/// penalties the one with the smallest squared leave-one-out error is taken, which needs no
/// refitting: leaving row i out changes its residual to `e_i / (1 - H_ii)`, H being the hat matrix.
/// One spectrum serves all penalties, of size min(n, f).
///
/// Sources: A. E. Hoerl and R. W. Kennard, Technometrics 12 (1970), 55; D. M. Allen, Technometrics
/// 16 (1974), 125 (PRESS).
public final class RidgeClassifier {

    /// Ten penalties from 1e-3 to 1e3, a factor of 4.64 apart.
    private static final double[] PENALTIES = new double[10];

    static {
        for (int k = 0; k < PENALTIES.length; k++) {
            PENALTIES[k] = Math.pow(10, -3 + 6.0 * k / (PENALTIES.length - 1));
        }
    }

    private final double[] mean;
    private final double[] norm;
    private final double[][] weights;
    private final double[] constants;
    private final double penalty;
    private final double[] errors;

    /// The parts of a classifier, as they are stored.
    ///
    /// @param mean of each column
    /// @param norm of each centred column, 0 where it is constant
    /// @param weights `[classes][f]` of the scaled columns
    /// @param constants one for each class
    public RidgeClassifier(
            double[] mean, double[] norm, double[][] weights, double[] constants, double penalty) {
        this(mean, norm, weights, constants, penalty, new double[0]);
    }

    private RidgeClassifier(
            double[] mean,
            double[] norm,
            double[][] weights,
            double[] constants,
            double penalty,
            double[] errors) {
        this.mean = mean;
        this.norm = norm;
        this.weights = weights;
        this.constants = constants;
        this.penalty = penalty;
        this.errors = errors;
    }

    /// The penalties among which one is chosen, rising.
    public static double[] penalties() {
        return PENALTIES.clone();
    }

    /// Fits with the penalty of the smallest leave-one-out error.
    ///
    /// @param rows features, `[n][f]`, finite
    /// @param labels class of each row, 0 to classes - 1
    /// @throws IllegalArgumentException for fewer than two rows or classes that occur
    public static RidgeClassifier fit(double[][] rows, int[] labels, int classes) {
        return fit(rows, labels, classes, PENALTIES);
    }

    /// The same among given penalties.
    public static RidgeClassifier fit(
            double[][] rows, int[] labels, int classes, double[] penalties) {
        check(rows, labels, classes);
        int n = rows.length;
        int f = rows[0].length;
        var mean = new double[f];
        var norm = new double[f];
        double[][] x = scaled(rows, mean, norm);
        var targets = new double[classes][n];
        var constants = new double[classes];
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < n; i++) {
                targets[c][i] = labels[i] == c ? 1 : -1;
                constants[c] += targets[c][i] / n;
            }
            for (int i = 0; i < n; i++) {
                targets[c][i] -= constants[c];
            }
        }
        var basis = Basis.of(x);
        var projected = new double[classes][];
        for (int c = 0; c < classes; c++) {
            projected[c] = basis.analyse(targets[c]);
        }
        var errors = new double[penalties.length];
        int best = 0;
        for (int p = 0; p < penalties.length; p++) {
            errors[p] = basis.leaveOneOut(targets, projected, penalties[p]);
            best = errors[p] < errors[best] ? p : best;
        }
        var weights = new double[classes][];
        for (int c = 0; c < classes; c++) {
            weights[c] = basis.weights(x, projected[c], penalties[best]);
        }
        return new RidgeClassifier(mean, norm, weights, constants, penalties[best], errors);
    }

    private static void check(double[][] rows, int[] labels, int classes) {
        if (rows.length < 2 || rows.length != labels.length) {
            throw new IllegalArgumentException(
                    "expected at least 2 rows with a label each, got %d and %d"
                            .formatted(rows.length, labels.length));
        }
        long present = Arrays.stream(labels).distinct().count();
        if (present < 2 || Arrays.stream(labels).anyMatch(l -> l < 0 || l >= classes)) {
            throw new IllegalArgumentException(
                    "labels must hold two or more of %d classes, got %d"
                            .formatted(classes, present));
        }
    }

    /// Centred columns of unit norm; writes their means and norms.
    private static double[][] scaled(double[][] rows, double[] mean, double[] norm) {
        int n = rows.length;
        int f = mean.length;
        var x = new double[n][f];
        for (int j = 0; j < f; j++) {
            double largest = 0;
            for (double[] row : rows) {
                mean[j] += row[j] / n;
                largest = Math.max(largest, Math.abs(row[j]));
            }
            double squares = 0;
            for (double[] row : rows) {
                squares += (row[j] - mean[j]) * (row[j] - mean[j]);
            }
            double root = Math.sqrt(squares);
            // What rounding leaves of a constant column would be blown up to noise.
            norm[j] = root > 1e-10 * largest * Math.sqrt(n) ? root : 0;
            for (int i = 0; i < n; i++) {
                x[i][j] = norm[j] > 0 ? (rows[i][j] - mean[j]) / norm[j] : 0;
            }
        }
        return x;
    }

    /// The left singular vectors of the centred columns, whichever side is the shorter.
    ///
    /// @param left `[r][n]`, orthonormal
    /// @param squares squared singular values
    private record Basis(double[][] left, double[] squares) {

        static Basis of(double[][] x) {
            int n = x.length;
            int f = x[0].length;
            boolean wide = f >= n;
            int size = wide ? n : f;
            var gram = new double[size][size];
            if (wide) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j <= i; j++) {
                        gram[i][j] = dot(x[i], x[j]);
                        gram[j][i] = gram[i][j];
                    }
                }
            } else {
                for (double[] row : x) {
                    for (int i = 0; i < f; i++) {
                        for (int j = 0; j <= i; j++) {
                            gram[i][j] += row[i] * row[j];
                        }
                    }
                }
            }
            var eigen = SymmetricEigen.of(gram);
            double least = 1e-13 * Math.max(0, eigen.value(0)) * size;
            int rank = 0;
            while (rank < size && eigen.value(rank) > least) {
                rank++;
            }
            var left = new double[rank][];
            var squares = new double[rank];
            for (int k = 0; k < rank; k++) {
                squares[k] = eigen.value(k);
                double[] v = eigen.vector(k);
                if (wide) {
                    left[k] = v;
                } else {
                    left[k] = new double[n];
                    for (int i = 0; i < n; i++) {
                        left[k][i] = dot(x[i], v) / Math.sqrt(squares[k]);
                    }
                }
            }
            return new Basis(left, squares);
        }

        double[] analyse(double[] y) {
            return Arrays.stream(left).mapToDouble(u -> dot(u, y)).toArray();
        }

        /// Mean squared leave-one-out error over rows and targets; the constant takes 1/n of the
        /// hat matrix.
        double leaveOneOut(double[][] targets, double[][] projected, double penalty) {
            int n = targets[0].length;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double hat = 1.0 / n;
                for (int k = 0; k < squares.length; k++) {
                    hat += left[k][i] * left[k][i] * squares[k] / (squares[k] + penalty);
                }
                for (int c = 0; c < targets.length; c++) {
                    double residual = targets[c][i];
                    for (int k = 0; k < squares.length; k++) {
                        residual -=
                                left[k][i] * projected[c][k] * squares[k] / (squares[k] + penalty);
                    }
                    double out = residual / Math.max(1e-12, 1 - hat);
                    sum += out * out;
                }
            }
            return sum / n / targets.length;
        }

        /// `X' sum_k u_k (u_k'y) / (s_k + penalty)`.
        double[] weights(double[][] x, double[] projected, double penalty) {
            var dual = new double[x.length];
            for (int k = 0; k < squares.length; k++) {
                double share = projected[k] / (squares[k] + penalty);
                for (int i = 0; i < dual.length; i++) {
                    dual[i] += left[k][i] * share;
                }
            }
            var weights = new double[x[0].length];
            for (int i = 0; i < dual.length; i++) {
                for (int j = 0; j < weights.length; j++) {
                    weights[j] += dual[i] * x[i][j];
                }
            }
            return weights;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// Scores of the classes, near +1 for the one that a row belongs to and near -1 for others.
    public double[] scores(double[] row) {
        if (row.length != mean.length) {
            throw new IllegalArgumentException(
                    "expected %d features, got %d".formatted(mean.length, row.length));
        }
        var scores = constants.clone();
        for (int j = 0; j < row.length; j++) {
            if (norm[j] > 0) {
                double x = (row[j] - mean[j]) / norm[j];
                for (int c = 0; c < scores.length; c++) {
                    scores[c] += weights[c][j] * x;
                }
            }
        }
        return scores;
    }

    /// The class with the largest score.
    public int predict(double[] row) {
        double[] scores = scores(row);
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    /// The penalty chosen.
    public double penalty() {
        return penalty;
    }

    /// Mean squared leave-one-out error of each penalty tried; empty for a loaded classifier.
    public double[] errors() {
        return errors.clone();
    }

    /// Mean of each column.
    public double[] mean() {
        return mean.clone();
    }

    /// Norm of each centred column, 0 where it is constant.
    public double[] norm() {
        return norm.clone();
    }

    /// Weights of the scaled columns, `[classes][f]`, a copy.
    public double[][] weights() {
        return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
    }

    /// Constant of each class.
    public double[] constants() {
        return constants.clone();
    }
}

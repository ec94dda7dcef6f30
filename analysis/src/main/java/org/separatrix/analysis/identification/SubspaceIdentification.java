package org.separatrix.analysis.identification;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/// Finds a linear state-space model of a series without inputs by projecting its future on its
/// past.
///
/// Source: P. Van Overschee, B. De Moor, "N4SID: subspace algorithms for the identification of
/// combined deterministic-stochastic systems", Automatica 30 (1994).
public final class SubspaceIdentification {

    private SubspaceIdentification() {}

    /// Identifies a model.
    ///
    /// @param series shape (n, channels), of mean 0
    /// @param states number of states, at most `blocks` times channels
    /// @param blocks rows of past and of future looked at, at least 2
    /// @throws IllegalArgumentException if the series is too short: `n` must be at least `2 blocks
    ///   (channels + 1)`
    public static StateSpaceModel identify(double[][] series, int states, int blocks) {
        int d = series[0].length;
        int columns = series.length - 2 * blocks + 1;
        if (blocks < 2 || states < 1 || states > (blocks - 1) * d) {
            throw new IllegalArgumentException(
                    "states must lie in 1..%d for %d blocks of %d channels, got %d"
                            .formatted((blocks - 1) * d, blocks, d, states));
        }
        if (columns < 2 * blocks * d) {
            throw new IllegalArgumentException(
                    "%d blocks of %d channels need at least %d rows, got %d"
                            .formatted(blocks, d, 2 * blocks * (d + 1) - 1, series.length));
        }
        var past = hankel(series, 0, blocks, columns);
        var future = hankel(series, blocks, blocks, columns);
        var projection = project(future, past);
        var svd =
                DecompositionFactory_DDRM.svd(
                        projection.numRows, projection.numCols, true, false, true);
        if (!svd.decompose(projection.copy())) {
            throw new IllegalArgumentException("the projection of the future has no decomposition");
        }
        var gamma = observability(svd, states);
        var upper = CommonOps_DDRM.extract(gamma, 0, (blocks - 1) * d, 0, states);
        var x = times(inverse(gamma), projection);
        var shorterFuture = hankel(series, blocks + 1, blocks - 1, columns);
        var longerPast = hankel(series, 0, blocks + 1, columns);
        var next = times(inverse(upper), project(shorterFuture, longerPast));
        var now = hankel(series, blocks, 1, columns);
        var targets = stacked(next, now);
        var map = times(targets, inverse(x));
        var rest = new DMatrixRMaj(targets.numRows, columns);
        CommonOps_DDRM.mult(map, x, rest);
        CommonOps_DDRM.subtract(targets, rest, rest);
        var noise = new DMatrixRMaj(targets.numRows, targets.numRows);
        CommonOps_DDRM.multTransB(1.0 / columns, rest, rest, noise);
        return StateSpaceModel.of(map, noise, states);
    }

    /// Block rows `first` to `first + blocks - 1` of the Hankel matrix.
    private static DMatrixRMaj hankel(double[][] series, int first, int blocks, int columns) {
        int d = series[0].length;
        var matrix = new DMatrixRMaj(blocks * d, columns);
        for (int b = 0; b < blocks; b++) {
            for (int j = 0; j < d; j++) {
                for (int c = 0; c < columns; c++) {
                    matrix.set(b * d + j, c, series[first + b + c][j]);
                }
            }
        }
        return matrix;
    }

    /// What of `future` the rows of `past` span.
    private static DMatrixRMaj project(DMatrixRMaj future, DMatrixRMaj past) {
        return times(times(future, inverse(past)), past);
    }

    private static DMatrixRMaj observability(
            org.ejml.interfaces.decomposition.SingularValueDecomposition_F64<DMatrixRMaj> svd,
            int states) {
        var u = svd.getU(null, false);
        double[] values = svd.getSingularValues();
        int count = svd.numberOfSingularValues();
        var order = new Integer[count];
        java.util.Arrays.setAll(order, i -> i);
        java.util.Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
        var gamma = new DMatrixRMaj(u.numRows, states);
        for (int s = 0; s < states; s++) {
            double root = Math.sqrt(values[order[s]]);
            for (int i = 0; i < u.numRows; i++) {
                gamma.set(i, s, root * u.get(i, order[s]));
            }
        }
        return gamma;
    }

    private static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        var product = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, product);
        return product;
    }

    private static DMatrixRMaj inverse(DMatrixRMaj a) {
        var result = new DMatrixRMaj(a.numCols, a.numRows);
        CommonOps_DDRM.pinv(a, result);
        return result;
    }

    private static DMatrixRMaj stacked(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.concatRowsMulti(a, b);
    }
}

package org.separatrix.analysis.identification;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// A linear model `x' = A x + w`, `y = C x + v` with normal noise.
///
/// @param transition `A`, shape (states, states), row by row
/// @param output `C`, shape (channels, states)
/// @param process covariance of `w`
/// @param cross covariance of `w` and `v`, shape (states, channels)
/// @param measurement covariance of `v`
public record StateSpaceModel(
        int states,
        int channels,
        double[] transition,
        double[] output,
        double[] process,
        double[] cross,
        double[] measurement) {

    /// Keeps the covariance of an innovation invertible, relative to its size.
    private static final double FLOOR = 1e-12;

    static StateSpaceModel of(DMatrixRMaj map, DMatrixRMaj noise, int states) {
        int rows = map.numRows;
        return new StateSpaceModel(
                states,
                rows - states,
                CommonOps_DDRM.extract(map, 0, states, 0, states).getData(),
                CommonOps_DDRM.extract(map, states, rows, 0, states).getData(),
                CommonOps_DDRM.extract(noise, 0, states, 0, states).getData(),
                CommonOps_DDRM.extract(noise, 0, states, states, rows).getData(),
                CommonOps_DDRM.extract(noise, states, rows, states, rows).getData());
    }

    /// What follows a series: Kalman's filter runs over it, then the model runs freely.
    ///
    /// @param series shape (n, channels), of mean 0
    /// @param steps number of rows
    /// @return shape (steps, channels)
    public double[][] forecast(double[][] series, int steps) {
        var a = new DMatrixRMaj(states, states, true, transition);
        var c = new DMatrixRMaj(channels, states, true, output);
        var x = filter(a, c, series);
        var said = new double[steps][];
        for (int k = 0; k < steps; k++) {
            said[k] = times(c, x).getData();
            x = times(a, x);
        }
        return said;
    }

    /// The state one step after the series.
    private DMatrixRMaj filter(DMatrixRMaj a, DMatrixRMaj c, double[][] series) {
        var q = new DMatrixRMaj(states, states, true, process);
        var s = new DMatrixRMaj(states, channels, true, cross);
        var r = new DMatrixRMaj(channels, channels, true, measurement);
        var x = new DMatrixRMaj(states, 1);
        var p = CommonOps_DDRM.identity(states);
        for (double[] row : series) {
            // Innovation covariance S = C P C' + R, gain K = (A P C' + S_wv) S^-1.
            var pc = timesTransposed(p, c);
            var innovation = times(c, pc);
            CommonOps_DDRM.addEquals(innovation, r);
            double floor = FLOOR * Math.max(CommonOps_DDRM.trace(innovation) / channels, 1e-300);
            for (int i = 0; i < channels; i++) {
                innovation.add(i, i, floor);
            }
            var inverse = new DMatrixRMaj(channels, channels);
            if (!CommonOps_DDRM.invert(innovation, inverse)) {
                throw new ArithmeticException("the covariance of an innovation is singular");
            }
            var weight = times(a, pc);
            CommonOps_DDRM.addEquals(weight, s);
            var gain = times(weight, inverse);
            var error = new DMatrixRMaj(channels, 1, true, row.clone());
            CommonOps_DDRM.multAdd(-1, c, x, error);
            var next = times(a, x);
            CommonOps_DDRM.multAdd(gain, error, next);
            x = next;
            var ap = times(a, p);
            var spread = timesTransposed(ap, a);
            CommonOps_DDRM.addEquals(spread, q);
            CommonOps_DDRM.multAddTransB(-1, gain, weight, spread);
            p = symmetric(spread);
        }
        return x;
    }

    private static DMatrixRMaj symmetric(DMatrixRMaj m) {
        for (int i = 0; i < m.numRows; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (m.get(i, j) + m.get(j, i));
                m.set(i, j, mean);
                m.set(j, i, mean);
            }
        }
        return m;
    }

    private static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        var product = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, product);
        return product;
    }

    private static DMatrixRMaj timesTransposed(DMatrixRMaj a, DMatrixRMaj b) {
        var product = new DMatrixRMaj(a.numRows, b.numRows);
        CommonOps_DDRM.multTransB(a, b, product);
        return product;
    }
}

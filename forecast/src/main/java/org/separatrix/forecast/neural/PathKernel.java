package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.solve.SignatureKernel;

import java.util.List;

/// The distance of two laws of paths by the signature kernel.
///
/// A path is taken from zero to its first sample and on, beside time and beside its own past: the
/// area that it sweeps with its past is its roughness, which lies in high iterated integrals alone
/// otherwise. Values are bent to lie within [#BOUND]: the kernel grows with the exponential of a
/// path's size, and the map, being one to one, loses no law.
///
/// @param times of the samples, increasing
record PathKernel(double[] times) {

    private static final SignatureKernel KERNEL = SignatureKernel.bounded();

    /// Of values that are deviations; slope 1/2 at zero.
    private static final double BOUND = 1.5;

    /// The squared distance, estimated without bias.
    ///
    /// @param one scaled paths, shape (batch, times, channels)
    /// @param two likewise
    Tensor distance(Tensor one, Tensor two) {
        return KERNEL.discrepancy(lifted(one), lifted(two));
    }

    /// The same less what depends on the data alone.
    ///
    /// @param data not differentiated
    Tensor score(Tensor paths, Tensor data) {
        return KERNEL.score(lifted(paths), lifted(data));
    }

    /// Time, path and past from zero on: (batch, 1 + times, 1 + 2 channels).
    private Tensor lifted(Tensor paths) {
        long batch = paths.size(0);
        long count = paths.size(1);
        var kind = Tensors.kindOf(paths);
        var zero = Tensors.zeros(kind, batch, 1, paths.size(2));
        var clock = new double[times.length + 1];
        double span = times[times.length - 1] - times[0];
        for (int i = 0; i < times.length; i++) {
            clock[i + 1] = (times[i] - times[0]) / span;
        }
        var time = Tensors.of(clock, kind, 1, count + 1, 1).expand(batch, count + 1, 1);
        var size = Tensors.shift(Tensors.scale(paths.square(), 0.25 / (BOUND * BOUND)), 1).sqrt();
        var bent = Tensors.scale(paths.div(size), 0.5);
        var path = Tensors.join(1, List.of(zero, bent));
        var past = Tensors.join(1, List.of(zero, zero, bent.narrow(1, 0, count - 1)));
        return Tensors.join(2, List.of(time, path, past));
    }
}

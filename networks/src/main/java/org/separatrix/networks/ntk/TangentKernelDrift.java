package org.separatrix.networks.ntk;

/// How far training moved a network's tangent kernel: small for a lazy network, large for one that
/// learns features.
///
/// @param relative Frobenius norm of the change over that of the start
/// @param largest largest change of an entry over the largest entry at the start
public record TangentKernelDrift(double relative, double largest) {

    /// The drift between two kernels of the same points.
    public static TangentKernelDrift between(double[][] before, double[][] after) {
        double change = 0;
        double size = 0;
        double worst = 0;
        double peak = 0;
        for (int i = 0; i < before.length; i++) {
            for (int j = 0; j < before[i].length; j++) {
                double d = after[i][j] - before[i][j];
                change += d * d;
                size += before[i][j] * before[i][j];
                worst = Math.max(worst, Math.abs(d));
                peak = Math.max(peak, Math.abs(before[i][j]));
            }
        }
        return new TangentKernelDrift(Math.sqrt(change / size), worst / peak);
    }
}

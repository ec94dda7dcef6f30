package org.separatrix.networks.ntk;

import org.jspecify.annotations.Nullable;

/// Both kernels between some points and others, on their way through the layers.
///
/// Entry (r, c) stands at `r*cols + c`. In a paired block only entries (r, r) are kept, at `r`: the
/// pixels of two images when they will be flattened. Variances of the points are carried beside the
/// kernels and, where a point meets itself, copied into them, so that the diagonal never suffers
/// from round-off in a correlation.
final class KernelBlock {

    final int rows;
    final int cols;
    final boolean paired;

    /// Whether point r of the rows and point r of the columns are the same.
    final boolean diagonal;

    final double[] nngp;
    final double[] ntk;
    final double[] rowVariance;
    final double[] colVariance;

    /// Derivatives of the four arrays above by a setting, or null.
    final @Nullable Tangent tangent;

    record Tangent(double[] nngp, double[] ntk, double[] rowVariance, double[] colVariance) {

        Tangent copy() {
            return new Tangent(nngp.clone(), ntk.clone(), rowVariance.clone(), colVariance.clone());
        }
    }

    KernelBlock(
            int rows,
            int cols,
            boolean paired,
            boolean diagonal,
            double[] nngp,
            double[] ntk,
            double[] rowVariance,
            double[] colVariance,
            @Nullable Tangent tangent) {
        this.rows = rows;
        this.cols = cols;
        this.paired = paired;
        this.diagonal = diagonal;
        this.nngp = nngp;
        this.ntk = ntk;
        this.rowVariance = rowVariance;
        this.colVariance = colVariance;
        this.tangent = tangent;
    }

    /// A block of inputs: no parameters yet, so the tangent kernel is zero.
    static KernelBlock of(
            double[] nngp,
            double[] rowVariance,
            double[] colVariance,
            boolean paired,
            boolean diagonal,
            boolean tangent) {
        int rows = rowVariance.length;
        int cols = colVariance.length;
        int size = nngp.length;
        var block =
                new KernelBlock(
                        rows,
                        cols,
                        paired,
                        diagonal,
                        nngp,
                        new double[size],
                        rowVariance,
                        colVariance,
                        tangent
                                ? new Tangent(
                                        new double[size],
                                        new double[size],
                                        new double[rows],
                                        new double[cols])
                                : null);
        block.pinDiagonal();
        return block;
    }

    KernelBlock copy() {
        return new KernelBlock(
                rows,
                cols,
                paired,
                diagonal,
                nngp.clone(),
                ntk.clone(),
                rowVariance.clone(),
                colVariance.clone(),
                tangent == null ? null : tangent.copy());
    }

    /// Row of entry `e`.
    int row(int e) {
        return paired ? e : e / cols;
    }

    /// Column of entry `e`.
    int col(int e) {
        return paired ? e : e % cols;
    }

    /// Entry of point r with itself.
    int self(int r) {
        return paired ? r : r * cols + r;
    }

    /// Number of points that meet themselves.
    int selves() {
        return diagonal ? Math.min(rows, cols) : 0;
    }

    void pinDiagonal() {
        for (int r = 0; r < selves(); r++) {
            nngp[self(r)] = rowVariance[r];
            if (tangent != null) {
                tangent.nngp()[self(r)] = tangent.rowVariance()[r];
            }
        }
    }
}

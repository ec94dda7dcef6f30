package org.separatrix.learn.solve;

import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

/// Small dense linear systems, by LAPACK.
final class Dense {

    private Dense() {}

    /// The solution of `A x = b`.
    ///
    /// @throws SolveException if `A` is singular
    static double[] solve(double[][] a, double[] b) {
        try (var _ = new Scope()) {
            return Tensors.toArray(
                    torch.linalg_solve(Tensors.of(a, Kind.DOUBLE), Tensors.of(b, Kind.DOUBLE)));
        } catch (RuntimeException e) {
            throw new SolveException("the linear system is singular");
        }
    }

    /// Whether a symmetric matrix is positive definite.
    static boolean isPositiveDefinite(double[][] a) {
        try (var _ = new Scope()) {
            torch.linalg_cholesky(Tensors.of(a, Kind.DOUBLE));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}

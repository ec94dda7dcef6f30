package org.separatrix.learn.training;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Eigenvectors that follow a slowly changing symmetric matrix.
final class Bases {

    private Bases() {}

    /// All eigenvectors where there are none yet (`q` is zero), else one step of orthogonal
    /// iteration from `q`, whose columns stay in the order of their eigenvalues.
    ///
    /// @param gram symmetric, positive semidefinite
    static Tensor next(Tensor gram, Tensor q) {
        if (q.count_nonzero().item_long() == 0) {
            // Ascending; largest first suits the iteration.
            return torch.linalg_eigh(gram).get1().flip(1);
        }
        return torch.linalg_qr(gram.matmul(q)).get0();
    }
}

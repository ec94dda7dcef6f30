package org.separatrix.learn;

import org.bytedeco.pytorch.global.torch.ScalarType;

/// Width of the floating-point numbers of a tensor.
public enum Precision {
    /// 32 bits: networks on large batches.
    SINGLE(ScalarType.Float, 0x1p-23),
    /// 64 bits: residuals of high derivatives, long rollouts, checks.
    DOUBLE(ScalarType.Double, 0x1p-52);

    private final ScalarType type;
    private final double epsilon;

    Precision(ScalarType type, double epsilon) {
        this.type = type;
        this.epsilon = epsilon;
    }

    /// The name of it in libtorch.
    public ScalarType type() {
        return type;
    }

    /// Distance from 1 to the next number.
    public double epsilon() {
        return epsilon;
    }
}

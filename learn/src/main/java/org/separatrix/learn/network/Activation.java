package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Tensors;

/// A function applied to every unit.
public enum Activation {
    /// No change.
    IDENTITY,
    /// Hyperbolic tangent.
    TANH,
    /// `max(0, x)`.
    RELU,
    /// `log(1 + e^x)`.
    SOFTPLUS,
    /// `x sigmoid(x)`.
    SILU,
    /// `0.909 x sigmoid(x)`, whose slope never exceeds one (Chen et al. 2019).
    LIPSWISH,
    /// `x Phi(x)` (Hendrycks and Gimpel 2016).
    GELU,
    /// `1 / (1 + e^-x)`.
    SIGMOID,
    /// Sine.
    SIN,
    /// Error function.
    ERF,
    /// `e^x - 1` below zero.
    ELU;

    /// The value at every element of `x`.
    public Tensor apply(Tensor x) {
        return switch (this) {
            case IDENTITY -> x;
            case TANH -> x.tanh();
            case RELU -> x.relu();
            case SOFTPLUS -> torch.softplus(x);
            case SILU -> torch.silu(x);
            case LIPSWISH -> Tensors.scale(torch.silu(x), 0.909);
            case GELU -> torch.gelu(x);
            case SIGMOID -> x.sigmoid();
            case SIN -> x.sin();
            case ERF -> x.erf();
            case ELU -> torch.elu(x);
        };
    }

    /// The initialiser that keeps the variance of signals through layers of this activation.
    public Initialiser initialiser() {
        return this == RELU || this == ELU || this == GELU || this == SILU
                ? Initialiser.HE_NORMAL
                : Initialiser.GLOROT_NORMAL;
    }
}

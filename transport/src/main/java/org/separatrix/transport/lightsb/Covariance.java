package org.separatrix.transport.lightsb;

/// The shape of the matrices S of a bridge.
public enum Covariance {
    /// One number a coordinate: the paper's setting.
    DIAGONAL,
    /// Any symmetric positive definite matrix.
    FULL
}

package org.separatrix.equations;

/// What the equations of a system say about its states.
public enum SystemKind {
    /// Their time derivatives, `x' = ...`.
    FLOW,
    /// Their next values, `x = ...`.
    MAP
}

package org.separatrix.equations.compile;

/// Where generated code finds its numbers: the scalars and arrays of [Code#run].
enum Bank {
    /// The time, a scalar.
    TIME(0),
    /// The step length, a scalar.
    STEP(1),
    STATE(3),
    SECOND(4),
    RESULT(5),
    EXTRA(6),
    PARAMETERS(7),
    /// Values that outlive the method that computed them.
    WORK(8);

    private final int position;

    Bank(int position) {
        this.position = position;
    }

    /// Position among the parameters of [Code#run].
    int position() {
        return position;
    }

    /// Whether it is one number and not an array.
    boolean isScalar() {
        return this == TIME || this == STEP;
    }
}

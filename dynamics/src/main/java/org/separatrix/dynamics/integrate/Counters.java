package org.separatrix.dynamics.integrate;

/// Running cost of one integration.
final class Counters {

    long accepted;
    long rejected;
    long evaluations;
    long jacobians;
    long factorisations;

    Statistics statistics() {
        return new Statistics(accepted, rejected, evaluations, jacobians, factorisations);
    }
}

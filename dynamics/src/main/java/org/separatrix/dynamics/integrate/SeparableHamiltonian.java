package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

/// A Hamiltonian system whose energy is a function of the momenta plus one of the positions.
///
/// The first half of the state are the positions q, the second half the momenta p; q' = f(p) and p'
/// = g(t, q). Symplectic integrators evaluate the halves apart and so cost half as much as with a
/// plain [Flow] of the same form, which they also take.
public interface SeparableHamiltonian extends Flow {

    /// Writes q' to the first half of `dx`; reads the second half of `x` alone.
    void velocities(double[] x, double[] dx);

    /// Writes p' to the second half of `dx`; reads the first half of `x` alone.
    void forces(double t, double[] x, double[] dx);

    @Override
    default void derivative(double t, double[] x, double[] dx) {
        velocities(x, dx);
        forces(t, x, dx);
    }
}

package org.separatrix.dynamics.integrate;

/// What an integration cost.
///
/// @param accepted steps that entered the solution
/// @param rejected steps that were tried and repeated
/// @param evaluations evaluations of the right-hand side, those for dense output included
/// @param jacobians evaluations of the Jacobian
/// @param factorisations LU factorisations; a complex one counts as one
public record Statistics(
        long accepted, long rejected, long evaluations, long jacobians, long factorisations) {}

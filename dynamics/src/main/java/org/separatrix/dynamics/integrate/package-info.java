/// Integrators of ordinary differential equations, with dense output, events and typed failures.
///
/// How to choose:
///
/// - Do not know? `auto`. It starts explicit and changes to a stiff method while the system is
///   stiff.
/// - Not stiff, relative tolerance about 1e-4 to 1e-6: `tsit5` or `dopri5`. From 1e-6 to 1e-10:
///   `dop853`. Tighter: `verner9`, or `taylor` for a system compiled from its equations.
/// - Stiff (explicit steps stay tiny although the solution is smooth): `rodas5p`; for tight
///   tolerances, or where Jacobians are dear, `radau`.
/// - Hamiltonian, over very many periods: `leapfrog`, `yoshida4`, `yoshida6`, `yoshida8`. They keep
///   the energy bounded, with a fixed step.
/// - To teach, or to repeat a published computation of fixed step: `euler`, `heun`, `rk4`.
///
/// [org.separatrix.dynamics.integrate.Integrators] names them, an
/// [org.separatrix.dynamics.integrate.Integrator] holds the settings and runs them. What happens in
/// between: a stepper tries steps, one loop guards them, locates events on the dense output and
/// tells the listeners.
@NullMarked
package org.separatrix.dynamics.integrate;

import org.jspecify.annotations.NullMarked;

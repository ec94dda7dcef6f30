package org.separatrix.dynamics.integrate;

import org.junit.jupiter.api.Nested;

/// The stiff integrators keep the contract.
final class StiffContractTest {

    @Nested
    final class Rodas5pKeepsIt extends IntegratorContract {
        @Override
        Integrator integrator() {
            return Integrators.named("rodas5p");
        }
    }

    @Nested
    final class RadauKeepsIt extends IntegratorContract {
        @Override
        Integrator integrator() {
            return Integrators.named("radau");
        }
    }
}

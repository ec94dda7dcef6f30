package org.separatrix.dynamics.integrate;

import org.junit.jupiter.api.Nested;

/// The explicit adaptive integrators keep the contract.
final class ExplicitContractTest {

    @Nested
    final class DormandPrinceKeepsIt extends IntegratorContract {
        @Override
        Integrator integrator() {
            return Integrators.named("dopri5");
        }
    }

    @Nested
    final class TsitourasKeepsIt extends IntegratorContract {
        @Override
        Integrator integrator() {
            return Integrators.named("tsit5");
        }
    }

    @Nested
    final class Dop853KeepsIt extends IntegratorContract {
        @Override
        Integrator integrator() {
            return Integrators.named("dop853");
        }
    }

    @Nested
    final class VernerKeepsIt extends IntegratorContract {
        @Override
        Integrator integrator() {
            return Integrators.named("verner9");
        }
    }
}

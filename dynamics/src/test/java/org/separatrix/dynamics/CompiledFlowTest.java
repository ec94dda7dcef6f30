package org.separatrix.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.equations.compile.ButcherTableau;
import org.separatrix.equations.compile.Kernel;
import org.separatrix.equations.compile.RungeKuttaKernel;

import java.util.List;
import java.util.Optional;

final class CompiledFlowTest {

    /// x' = -rate*x, written by hand in place of compiled code.
    private static final class Decay implements Kernel {

        private double rate;

        Decay(double rate) {
            this.rate = rate;
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public void derivative(double t, double[] x, double[] dx) {
            dx[0] = -rate * x[0];
        }

        @Override
        public void jacobian(double t, double[] x, double[] j) {
            j[0] = -rate;
        }

        @Override
        public void timeDerivative(double t, double[] x, double[] dfdt) {
            dfdt[0] = 0;
        }

        @Override
        public int delays() {
            return 0;
        }

        @Override
        public int delayedState(int k) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double lag(int k, double t) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delayed(double t, double[] x, double[] past, double[] dx) {
            derivative(t, x, dx);
        }

        @Override
        public void delayedJacobian(
                double t, double[] x, double[] past, double[] j, double[] jPast) {
            jacobian(t, x, j);
        }

        @Override
        public int channels() {
            return 0;
        }

        @Override
        public void diffusion(double t, double[] x, double[] g) {}

        @Override
        public void diffusionJacobian(double t, double[] x, double[] dg) {}

        @Override
        public double parameter(int index) {
            return rate;
        }

        @Override
        public void parameter(int index, double value) {
            rate = value;
        }

        @Override
        public Kernel copy() {
            return new Decay(rate);
        }
    }

    /// The generic step in one method, counting its calls: what a compiler would unroll.
    private static final class FusedStep implements RungeKuttaKernel {

        private final Kernel kernel;
        private final ButcherTableau tableau;
        private int calls;

        FusedStep(Kernel kernel, ButcherTableau tableau) {
            this.kernel = kernel;
            this.tableau = tableau;
        }

        @Override
        public void step(
                double t, double h, double[] x, double[] stages, double[] next, double[] error) {
            calls++;
            var argument = new double[1];
            var slope = new double[1];
            for (int s = 1; s < tableau.stages(); s++) {
                argument[0] = x[0] + h * dot(tableau.a()[s], stages);
                kernel.derivative(t + tableau.c()[s] * h, argument, slope);
                stages[s] = slope[0];
            }
            next[0] = x[0] + h * dot(tableau.b(), stages);
            error[0] = h * dot(tableau.e(), stages);
        }

        private static double dot(double[] weights, double[] stages) {
            double sum = 0;
            for (int s = 0; s < weights.length; s++) {
                sum += weights[s] * stages[s];
            }
            return sum;
        }
    }

    private static CompiledFlow decay(double rate) {
        return new CompiledFlow(new Decay(rate), List.of("x"), List.of("rate"));
    }

    @Test
    void parameterOfACopyLeavesTheOriginalAsItIs() {
        var flow = decay(2);
        var faster = flow.withParameter("rate", 3);
        assertThat(flow.parameter("rate")).isEqualTo(2);
        assertThat(faster.parameter("rate")).isEqualTo(3);
        var dx = new double[1];
        flow.derivative(0, new double[] {1}, dx);
        assertThat(dx[0]).isEqualTo(-2);
    }

    @Test
    void unknownParameterIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> decay(1).parameter("speed"))
                .hasMessage("no parameter speed; the parameters are rate");
    }

    @Test
    void namesMustMatchTheKernel() {
        assertThatThrownBy(() -> new CompiledFlow(new Decay(1), List.of("x", "y"), List.of("rate")))
                .hasMessage("expected 1 state names, one a state of the kernel, got 2: [x, y]");
    }

    @Test
    void fusedStepsAreTakenWhereTheyExistAndGiveTheSameSolution() {
        var steps = new FusedStep[1];
        var fused =
                new CompiledFlow(
                        new Decay(1),
                        List.of("x"),
                        List.of("rate"),
                        new CompiledFlow.FusedKernels(
                                (kernel, tableau) -> {
                                    steps[0] = new FusedStep(kernel, tableau);
                                    return Optional.of(steps[0]);
                                },
                                _ -> Optional.empty()));
        for (String name : List.of("dopri5", "tsit5", "dop853", "verner9")) {
            var method = Integrators.named(name).tolerance(1e-9, 1e-9);
            var a = method.integrate(fused, new double[] {1}, 0, 2);
            var b = method.integrate(decay(1), new double[] {1}, 0, 2);
            // Both are right to the tolerance; the sums are rounded in another order.
            assertThat(a.state(0)).isCloseTo(b.state(0), within(1e-12));
            assertThat(a.state(0)).isCloseTo(Math.exp(-2), within(1e-8));
            assertThat((long) steps[0].calls)
                    .isEqualTo(a.statistics().accepted() + a.statistics().rejected());
            assertThat(a.statistics()).isEqualTo(b.statistics());
        }
    }

    @Test
    void denseOutputWorksOnFusedSteps() {
        var fused =
                new CompiledFlow(
                        new Decay(1),
                        List.of("x"),
                        List.of("rate"),
                        new CompiledFlow.FusedKernels(
                                (kernel, tableau) -> Optional.of(new FusedStep(kernel, tableau)),
                                _ -> Optional.empty()));
        var trajectory =
                Integrators.named("dop853")
                        .tolerance(1e-10, 1e-10)
                        .solve(fused, new double[] {1}, new double[] {0, 0.3, 1.1, 2});
        assertThat(trajectory.state(1, 0)).isCloseTo(Math.exp(-0.3), within(1e-9));
        assertThat(trajectory.state(2, 0)).isCloseTo(Math.exp(-1.1), within(1e-9));
    }
}

package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.separatrix.dynamics.integrate.TestProblems.KEPLER;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.separatrix.dynamics.Flow;

import java.lang.management.ManagementFactory;
import java.util.List;

/// Steps, looks at the dense output included, allocate nothing: the bytes do not grow with the
/// time.
final class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Flow ORBIT =
            new LambdaFlow(KEPLER.names(), KEPLER::derivative, (_, x, j) -> kepler(x, j));

    static List<String> names() {
        return Integrators.names().stream().filter(name -> !name.equals("taylor")).toList();
    }

    private static void kepler(double[] x, double[] j) {
        double r2 = x[0] * x[0] + x[1] * x[1];
        double r3 = r2 * Math.sqrt(r2);
        double r5 = r2 * r3;
        for (int i = 0; i < 16; i++) {
            j[i] = 0;
        }
        j[2] = 1;
        j[7] = 1;
        j[8] = 3 * x[0] * x[0] / r5 - 1 / r3;
        j[9] = 3 * x[0] * x[1] / r5;
        j[12] = j[9];
        j[13] = 3 * x[1] * x[1] / r5 - 1 / r3;
    }

    @ParameterizedTest
    @MethodSource("names")
    void longRunsAllocateNoMoreThanShortOnes(String name) {
        allocated(name, 100);
        long brief = allocated(name, 100);
        long prolonged = allocated(name, 1000);
        // Thousands of steps more; a single small object a step would be 10^5 bytes.
        assertThat(prolonged - brief).isLessThan(20_000);
    }

    private static long allocated(String name, double end) {
        var integrator = Integrators.named(name);
        var method = integrator.fixedStep() ? integrator.step(0.02) : integrator;
        var x = new double[4];
        long before = THREADS.getCurrentThreadAllocatedBytes();
        method.integrate(
                flow(),
                new double[] {1, 0, 0, 1},
                0,
                end,
                step -> step.at(0.5 * (step.from() + step.to()), x));
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static Flow flow() {
        return new AutonomousFlow(ORBIT);
    }

    /// Central differences of the shared test flow would allocate.
    private record AutonomousFlow(Flow flow) implements Flow {
        @Override
        public int dimension() {
            return flow.dimension();
        }

        @Override
        public List<String> names() {
            return flow.names();
        }

        @Override
        public void derivative(double t, double[] x, double[] dx) {
            flow.derivative(t, x, dx);
        }

        @Override
        public void jacobian(double t, double[] x, double[] j) {
            flow.jacobian(t, x, j);
        }

        @Override
        public void timeDerivative(double t, double[] x, double[] dfdt) {
            for (int i = 0; i < dfdt.length; i++) {
                dfdt[i] = 0;
            }
        }

        @Override
        public Flow copy() {
            return this;
        }
    }
}

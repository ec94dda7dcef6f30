package org.separatrix.benchmarks;

import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.List;
import java.util.Locale;

/// One Lorenz trajectory to t = 1000 by each adaptive explicit method, in the format of the peers:
/// name, tolerance, milliseconds (best of many), error at t = 10.
public final class LorenzTrajectory {

    private static final int ROUNDS = 40;
    private static final double[] START = {1, 1, 1};

    private LorenzTrajectory() {}

    /// With the argument `reference`, prints the state at t = 10; otherwise the timings.
    public static void main(String[] arguments) {
        var flow = Catalog.flow("Lorenz").withParameter("beta", 8.0 / 3);
        double[] reference =
                Integrators.named("taylor")
                        .tolerance(1e-15, 1e-15)
                        .integrate(flow, START, 0, 10)
                        .state();
        if (arguments.length > 0 && arguments[0].equals("reference")) {
            System.out.printf(
                    Locale.ROOT, "%.17g %.17g %.17g%n", reference[0], reference[1], reference[2]);
            return;
        }
        for (String method : List.of("dopri5", "tsit5", "dop853", "verner9", "taylor")) {
            for (double tolerance :
                    new double[] {1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12}) {
                time(flow, method, tolerance, reference);
            }
        }
    }

    private static void time(
            CompiledFlow flow, String method, double tolerance, double[] reference) {
        var integrator = Integrators.named(method).tolerance(tolerance, tolerance);
        double best = Double.POSITIVE_INFINITY;
        for (int k = 0; k < ROUNDS; k++) {
            long start = System.nanoTime();
            var end = integrator.integrate(flow, START, 0, 1000);
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
            if (Double.isNaN(end.state(0))) {
                throw new IllegalStateException("not a number");
            }
        }
        double[] near = integrator.integrate(flow, START, 0, 10).state();
        double error = 0;
        for (int j = 0; j < 3; j++) {
            error = Math.max(error, Math.abs(near[j] - reference[j]));
        }
        System.out.printf(
                Locale.ROOT, "separatrix-%s %g %.4f %.3e%n", method, tolerance, best, error);
    }
}

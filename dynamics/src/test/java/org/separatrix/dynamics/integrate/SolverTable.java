package org.separatrix.dynamics.integrate;

import static org.separatrix.dynamics.integrate.TestProblems.ARENSTORF;
import static org.separatrix.dynamics.integrate.TestProblems.ARENSTORF_PERIOD;
import static org.separatrix.dynamics.integrate.TestProblems.ARENSTORF_START;
import static org.separatrix.dynamics.integrate.TestProblems.distance;
import static org.separatrix.dynamics.integrate.TestProblems.vanDerPol;

import org.separatrix.dynamics.Flow;

import java.util.List;

/// Prints the measured tables of `docs/solvers.md`.
final class SolverTable {

    private static final double[] VAN_DER_POL_END = {1.706167732170456, -0.8928097010248257};

    private SolverTable() {}

    public static void main(String[] args) {
        System.out.println("Arenstorf orbit, one period");
        System.out.println("| method | tolerance | steps | rejected | evaluations | error |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (String name : List.of("dopri5", "tsit5", "dop853", "verner9")) {
            for (double tolerance : new double[] {1e-7, 1e-10, 1e-13}) {
                var solution = run(name, tolerance, ARENSTORF, ARENSTORF_START, ARENSTORF_PERIOD);
                var cost = solution.statistics();
                System.out.printf(
                        "| `%s` | %.0e | %d | %d | %d | %.1e |%n",
                        name,
                        tolerance,
                        cost.accepted(),
                        cost.rejected(),
                        cost.evaluations(),
                        distance(solution.state(), ARENSTORF_START));
            }
        }
        System.out.println();
        System.out.println("Van der Pol, epsilon = 1e-6, to t = 2");
        System.out.println(
                "| method | tolerance | steps | rejected | evaluations | Jacobians |"
                        + " factorisations | error |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (String name : List.of("rodas5p", "radau", "auto")) {
            for (double tolerance : new double[] {1e-4, 1e-7, 1e-10}) {
                var solution = run(name, tolerance, vanDerPol(1e-6), new double[] {2, 0}, 2);
                var cost = solution.statistics();
                System.out.printf(
                        "| `%s` | %.0e | %d | %d | %d | %d | %d | %.1e |%n",
                        name,
                        tolerance,
                        cost.accepted(),
                        cost.rejected(),
                        cost.evaluations(),
                        cost.jacobians(),
                        cost.factorisations(),
                        distance(solution.state(), VAN_DER_POL_END));
            }
        }
    }

    private static Solution run(
            String name, double tolerance, Flow flow, double[] start, double end) {
        return Integrators.named(name)
                .tolerance(tolerance, tolerance)
                .integrate(flow, start, 0, end);
    }
}

package org.separatrix.fields.causal;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.spectral.StreamFunction;
import org.separatrix.dynamics.spectral.VorticityEquation;

import java.util.random.RandomGenerator;

/// Decaying flow in the plane from a random smooth start: the problem and its classical solution.
///
/// @param flow the start
/// @param reynolds one over the viscosity
/// @param end time at the end
record TurbulenceCase(StreamFunction flow, double reynolds, double end) {

    private static final int POINTS = 128;
    private static final double STEP = 0.0025;

    /// @param peak wavenumber that holds most of the energy; the vorticity has root mean square 4
    static TurbulenceCase of(double peak, double reynolds, double end, RandomGenerator random) {
        return new TurbulenceCase(StreamFunction.turbulence(peak, 4, random), reynolds, end);
    }

    PinnProblem problem() {
        return PinnProblems.navierStokes(reynolds, p -> flow.at(p[0], p[1]), end);
    }

    /// Vorticity at the points of a grid, at time 0 and at the end; the grid divides that of the
    /// solver, of 128 x 128 points.
    Trajectory reference(int points) {
        var equation = VorticityEquation.of(POINTS, 2 * Math.PI, 1 / reynolds);
        int steps = (int) Math.ceil(end / STEP);
        double[][] frames =
                equation.solve(flow.vorticity(equation.grid()), end / steps, 2, steps, () -> false);
        int stride = POINTS / points;
        var values = new double[2 * points * points];
        var names = new java.util.ArrayList<String>();
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                names.add("w[%d,%d]".formatted(i, j));
                for (int f = 0; f < 2; f++) {
                    values[(f * points + i) * points + j] =
                            frames[f][i * stride * POINTS + j * stride];
                }
            }
        }
        return new Trajectory(new double[] {0, end}, values, names);
    }

    /// Vorticity of the network at the same points and times.
    static double[][] vorticity(PinnSolution solution, double end, int points) {
        var places = solution.problem().grid(points);
        var rows = new double[2][places.length];
        for (int f = 0; f < 2; f++) {
            double[][] observed = Handover.observed(solution, f * end, places);
            for (int i = 0; i < places.length; i++) {
                rows[f][i] = observed[i][2];
            }
        }
        return rows;
    }
}

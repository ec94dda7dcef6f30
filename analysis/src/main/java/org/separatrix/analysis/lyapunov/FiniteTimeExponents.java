package org.separatrix.analysis.lyapunov;

import org.separatrix.dynamics.Flow;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Growth rates of the tangent frame over successive windows of time: where on the attractor
/// neighbours part and where they meet.
///
/// @param times end of each window
/// @param rates rates in each window, in the order of the frame's vectors
public record FiniteTimeExponents(double[] times, double[][] rates) {

    /// The rates along the trajectory of a flow.
    ///
    /// @param period dominant period in time units
    /// @param window length of a window in time units; steps are as long as they must be, so
    ///   windows end a little late
    /// @param windows number of windows
    /// @param settings their transient, tolerance and number of exponents
    public static FiniteTimeExponents along(
            Flow flow,
            double[] x0,
            double period,
            double window,
            int windows,
            LyapunovSettings settings) {
        int d = flow.dimension();
        int k = settings.exponents() == 0 ? d : settings.exponents();
        double longest = Math.min(period / 4, window);
        var stepper = new ExplicitTangent(flow.copy(), k, settings.tolerance(), longest, List.of());
        stepper.start(0, x0);
        Orthonormalisation.random(stepper.frame(), k, d, new SplittableRandom(settings.seed()));
        var logs = new double[k];
        double begin = settings.transients() * period;
        while (stepper.time() < begin) {
            stepper.step();
            Orthonormalisation.apply(stepper.frame(), d, logs);
        }
        begin = stepper.time();
        var times = new double[windows];
        var rates = new double[windows][k];
        for (int w = 0; w < windows; w++) {
            double from = stepper.time();
            Arrays.fill(logs, 0);
            while (stepper.time() < begin + (w + 1) * window) {
                stepper.step();
                Orthonormalisation.apply(stepper.frame(), d, logs);
            }
            times[w] = stepper.time();
            for (int c = 0; c < k; c++) {
                rates[w][c] = logs[c] / (times[w] - from);
            }
        }
        return new FiniteTimeExponents(times, rates);
    }
}

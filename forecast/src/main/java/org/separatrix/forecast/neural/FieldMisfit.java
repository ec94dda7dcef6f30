package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.VectorField;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.LBfgs;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Step;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.Arrays;

/// Distance of an equation's solutions from series, and how it is lowered.
///
/// @param field right-hand side
/// @param times of the samples, equally spaced
/// @param series (series, times, components)
/// @param substeps classical Runge–Kutta steps between two samples
record FieldMisfit(Network field, double[] times, double[][][] series, int substeps) {

    /// Adam on random windows, then L-BFGS.
    void lower(Weights weights, FieldSettings settings, long seed, Keep keep) {
        int length = Math.min(settings.window(), times.length);
        double rate = settings.rate();
        var first = keep.part("adam");
        try (var training =
                new Training(
                        weights,
                        Adam.standard(),
                        Schedule.cosine(rate, 0.03 * rate, settings.updates()),
                        first.settings(TrainingSettings.of(settings.updates(), seed).clippedAt(1)),
                        (step, terms) -> terms.add("misfit", of(step, length, settings.batch())))) {
            first.of(training).run(keep.watch());
        }
        minimise(weights, length, settings.polish(), seed, keep.part("polish"));
    }

    /// L-BFGS on one window of every series: it reaches in seconds what Adam does in minutes.
    void minimise(Weights weights, int window, int iterations, long seed, Keep keep) {
        try (var training =
                new Training(
                        weights,
                        new LBfgs(20),
                        Schedule.constant(1),
                        keep.settings(TrainingSettings.of(iterations, seed)),
                        (step, terms) -> {
                            // The same windows at every iteration.
                            var fixed = new Step(0, 1, step.weights(), seed);
                            terms.add("misfit", of(fixed, window, Integer.MAX_VALUE));
                        })) {
            keep.of(training).run(keep.watch());
        }
    }

    /// Mean squared distance between windows of a batch of series, cut from anywhere, and the
    /// solutions from their first samples.
    Tensor of(Step step, int window, int batch) {
        var chosen = step.batch(series.length, batch);
        var random = step.random();
        int d = series[0][0].length;
        var values = new double[window * chosen.length * d];
        for (int b = 0; b < chosen.length; b++) {
            var one = series[(int) chosen[b]];
            int from = random.nextInt(times.length - window + 1);
            for (int i = 0; i < window; i++) {
                System.arraycopy(one[from + i], 0, values, (i * chosen.length + b) * d, d);
            }
        }
        var data = Tensors.of(values, step.weights().kind(), window, chosen.length, d);
        VectorField equation = (_, y) -> field.forward(step.weights(), y);
        var path =
                Solver.of(
                                RungeKutta.RK4.on(equation),
                                StepControl.constant((times[1] - times[0]) / substeps))
                        .solve(data.select(0, 0), Arrays.copyOf(times, window))
                        .values();
        return path.sub(data).square().mean();
    }
}

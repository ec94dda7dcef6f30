package org.separatrix.fields.causal;

import java.util.ArrayList;
import java.util.List;

/// The course of one window's training.
///
/// @param iterations at which the curves were noted
/// @param epsilons causality in force there
/// @param initial weighted loss of the initial condition there
/// @param residual mean residual loss there
/// @param smallest smallest causal weight there (of the causal weights in force, or 1)
/// @param times collocation times, local to the window
/// @param shots iterations of the rows of `weights` and `losses`
/// @param weights weight of each time at each shot
/// @param losses residual loss at each time at each shot
/// @param rates convergence rate of each time, see [PinnTrainer#rates], at each shot but the last;
///   empty where they are not measured
/// @param converged whether the smallest weight passed the threshold at the largest epsilon
/// @param lastWeight smallest causal weight at the largest epsilon at the end, for any emphasis
public record FitHistory(
        double[] iterations,
        double[] epsilons,
        double[] initial,
        double[] residual,
        double[] smallest,
        double[] times,
        double[] shots,
        double[][] weights,
        double[][] losses,
        double[][] rates,
        boolean converged,
        double lastWeight) {

    /// Mean squared residual at the end.
    public double meanSquare() {
        return residual[residual.length - 1];
    }

    /// Iterations in all.
    public int count() {
        return iterations.length == 0 ? 0 : (int) iterations[iterations.length - 1];
    }

    /// Collects a history.
    static final class Recorder {
        private static final int MOST_SHOTS = 64;
        private final double[] times;
        private final int everyShot;
        private final int every;
        private final List<double[]> rows = new ArrayList<>();
        private final List<Double> shots = new ArrayList<>();
        private final List<double[]> weights = new ArrayList<>();
        private final List<double[]> losses = new ArrayList<>();
        private final List<double[]> rates = new ArrayList<>();

        Recorder(double[] times, int iterations) {
            this.times = times;
            every = Math.max(1, iterations / 400);
            everyShot = Math.max(1, iterations / MOST_SHOTS);
        }

        /// Whether weights and losses of this iteration are kept.
        boolean shot(int iteration) {
            return iteration % everyShot == 0;
        }

        /// Adds the convergence rates of a shot.
        void rates(double[] ofTimes) {
            rates.add(ofTimes);
        }

        void note(int iteration, double epsilon, double initial, double[] loss, double[] w) {
            if (iteration % every != 0 && iteration % everyShot != 0) {
                return;
            }
            add(iteration, epsilon, initial, loss, w, shot(iteration));
        }

        private void add(
                int iteration,
                double epsilon,
                double initial,
                double[] loss,
                double[] w,
                boolean shot) {
            double mean = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < loss.length; i++) {
                mean += loss[i] / loss.length;
                least = Math.min(least, w[i]);
            }
            rows.add(new double[] {iteration, epsilon, initial, mean, least});
            if (shot) {
                shots.add((double) iteration);
                weights.add(w.clone());
                losses.add(loss.clone());
            }
        }

        /// The history with its verdict: the causal weights at the largest epsilon, whatever was
        /// trained with.
        FitHistory finish(
                PinnSettings settings,
                WeightRule rule,
                int done,
                double initialLoss,
                double[] losses) {
            var weights =
                    settings.emphasis() instanceof Emphasis.Causal(CausalWeights own)
                            ? own
                            : CausalWeights.RESIDUALS;
            double last =
                    CausalWeights.smallest(
                            weights.of(settings.schedule().last(), initialLoss, losses));
            return done(
                    done,
                    rule.epsilon(),
                    initialLoss,
                    losses,
                    rule.ofTimes(initialLoss, losses),
                    last > weights.delta(),
                    last);
        }

        private FitHistory done(
                int iteration,
                double epsilon,
                double initial,
                double[] loss,
                double[] w,
                boolean converged,
                double lastWeight) {
            add(iteration, epsilon, initial, loss, w, true);
            return new FitHistory(
                    column(0),
                    column(1),
                    column(2),
                    column(3),
                    column(4),
                    times,
                    shots.stream().mapToDouble(Double::doubleValue).toArray(),
                    weights.toArray(double[][]::new),
                    losses.toArray(double[][]::new),
                    rates.toArray(double[][]::new),
                    converged,
                    lastWeight);
        }

        private double[] column(int c) {
            return rows.stream().mapToDouble(r -> r[c]).toArray();
        }
    }
}

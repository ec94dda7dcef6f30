package org.separatrix.fields.causal;

import java.util.Arrays;

/// The present weight of each collocation point, by an emphasis, at a stage of its annealing.
final class WeightRule {

    private final Emphasis emphasis;
    private final EpsilonSchedule schedule;
    private final double[] times;
    private final int places;
    private int stage;
    private int since;
    private double[] mask = new double[0];

    WeightRule(Emphasis emphasis, EpsilonSchedule schedule, double[] times, int places) {
        this.emphasis = emphasis;
        this.schedule = schedule;
        this.times = times;
        this.places = places;
    }

    int stages() {
        return switch (emphasis) {
            case Emphasis.Causal _ -> schedule.values().size();
            case Emphasis.Growing(int count) -> count;
            case Emphasis.Equal _, Emphasis.SelfAdaptive _ -> 1;
        };
    }

    double epsilon() {
        return emphasis instanceof Emphasis.Causal ? schedule.values().get(stage) : 0;
    }

    boolean last() {
        return stage == stages() - 1;
    }

    /// Weight of each time; of the mask its mean over places.
    double[] ofTimes(double initial, double[] losses) {
        int n = losses.length;
        return switch (emphasis) {
            case Emphasis.Causal(CausalWeights weights) -> weights.of(epsilon(), initial, losses);
            case Emphasis.Equal _ -> PinnProblem.ones(n);
            case Emphasis.Growing(int count) -> {
                var w = new double[n];
                double limit = times[0] + (times[n - 1] - times[0]) * (stage + 1) / count;
                for (int i = 0; i < n; i++) {
                    w[i] = times[i] <= limit * (1 + 1e-12) ? 1 : 0;
                }
                yield w;
            }
            case Emphasis.SelfAdaptive _ -> {
                var w = new double[n];
                for (int p = 0; p < mask.length; p++) {
                    w[p / places] += mask[p] / places;
                }
                yield mask.length == 0 ? PinnProblem.ones(n) : w;
            }
        };
    }

    /// Weight of each point.
    double[] ofPoints(double[] ofTimes) {
        if (mask.length > 0) {
            return mask;
        }
        var w = new double[ofTimes.length * places];
        for (int p = 0; p < w.length; p++) {
            w[p] = ofTimes[p / places];
        }
        return w;
    }

    /// After an iteration: lets a mask grow, and goes to the next stage when this one is done.
    ///
    /// @param squares squared residual of each point
    void advance(int iteration, double smallest, double[] squares) {
        if (emphasis instanceof Emphasis.SelfAdaptive(double rate)) {
            grow(rate, squares);
        }
        since++;
        if (last()) {
            return;
        }
        int patience = Math.max(1, schedule.iterations() / stages());
        boolean passed =
                emphasis instanceof Emphasis.Causal(CausalWeights weights)
                        && iteration % schedule.checkEvery() == 0
                        && smallest > weights.delta();
        if (passed || since >= patience) {
            stage++;
            since = 0;
        }
    }

    private void grow(double rate, double[] squares) {
        if (mask.length == 0) {
            mask = PinnProblem.ones(squares.length);
        }
        double mean = Arrays.stream(squares).average().orElse(1);
        double sum = 0;
        for (int p = 0; p < mask.length; p++) {
            mask[p] *= 1 + Math.min(1, rate * squares[p] / Math.max(mean, Double.MIN_NORMAL));
            sum += mask[p];
        }
        for (int p = 0; p < mask.length; p++) {
            mask[p] *= mask.length / sum;
        }
    }
}

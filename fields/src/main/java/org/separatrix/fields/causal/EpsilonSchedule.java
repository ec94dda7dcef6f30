package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;

import java.util.List;

/// The annealing of epsilon: each value is trained until the smallest weight is large enough, or
/// until its share of the iterations is spent.
///
/// @param values ascending, positive
/// @param iterations number of iterations of all values together; Levenberg–Marquardt takes up to
///   as many again where a window has not converged
/// @param checkEvery iterations between tests of the smallest weight
public record EpsilonSchedule(List<Double> values, int iterations, int checkEvery) {

    public EpsilonSchedule {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new LabException("epsilons must not be empty");
        }
        double last = 0;
        for (double value : values) {
            if (!(value > 0)) {
                throw new LabException("epsilons must be positive, got " + value);
            }
            if (!(value > last)) {
                throw new LabException("epsilons must increase, got " + values);
            }
            last = value;
        }
        if (iterations < 1 || checkEvery < 1) {
            throw new LabException(
                    "iterations and checkEvery must be at least 1, got %d and %d"
                            .formatted(iterations, checkEvery));
        }
    }

    /// Ten times more each, from `first` to `last`.
    public static EpsilonSchedule decades(double first, double last, int iterations, int check) {
        var values = new java.util.ArrayList<Double>();
        for (int k = 0; first * Math.pow(10, k) <= last * 1.0001; k++) {
            // Rounded so that 0.001 * 10^2 prints as 0.1.
            values.add(Double.parseDouble("%.6e".formatted(first * Math.pow(10, k))));
        }
        return new EpsilonSchedule(values, iterations, check);
    }

    /// The largest value.
    public double last() {
        return values.getLast();
    }
}

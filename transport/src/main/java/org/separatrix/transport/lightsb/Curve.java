package org.separatrix.transport.lightsb;

import java.util.ArrayList;
import java.util.List;

/// The course of a loss, averaged over stretches of equal length.
final class Curve {

    private static final int POINTS = 100;

    private final int stretch;
    private final List<Double> at = new ArrayList<>();
    private final List<Double> means = new ArrayList<>();
    private double sum;

    Curve(int steps) {
        stretch = Math.max(1, steps / POINTS);
    }

    void note(int step, double loss) {
        sum += loss;
        if (step % stretch == 0) {
            at.add(step - 0.5 * stretch);
            means.add(sum / stretch);
            sum = 0;
        }
    }

    /// Middles of the stretches.
    double[] steps() {
        return at.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] losses() {
        return means.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

package org.separatrix.lab.data;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.LabException;

import java.util.ArrayList;
import java.util.List;

/// Brings each channel to mean 0 and standard deviation 1, and back. Gaps stay gaps.
///
/// @param mean mean of each channel, length D
/// @param deviation standard deviation of each channel, positive, length D
public record Standardizer(double[] mean, double[] deviation) {

    /// The mean and deviation of the known values of each channel.
    ///
    /// @throws LabException if a channel is constant, by name
    public static Standardizer of(Dataset data) {
        data.requireVarying();
        int d = data.channels().size();
        var mean = new double[d];
        var deviation = new double[d];
        for (int j = 0; j < d; j++) {
            long count = 0;
            double squares = 0;
            for (var trajectory : data.trajectories()) {
                for (int i = 0; i < trajectory.size(); i++) {
                    double v = trajectory.state(i, j);
                    if (!Double.isNaN(v)) {
                        // Welford's update, which does not cancel.
                        count++;
                        double off = v - mean[j];
                        mean[j] += off / count;
                        squares += off * (v - mean[j]);
                    }
                }
            }
            deviation[j] = Math.sqrt(squares / count);
        }
        return new Standardizer(mean, deviation);
    }

    /// The data in units of standard deviations from the mean.
    public Dataset apply(Dataset data) {
        return mapped(data, (v, j) -> (v - mean[j]) / deviation[j], true);
    }

    /// The data in their own units again.
    public Dataset invert(Dataset data) {
        return mapped(data, (v, j) -> mean[j] + deviation[j] * v, false);
    }

    private interface Change {
        double of(double value, int channel);
    }

    private Dataset mapped(Dataset data, Change change, boolean dropUnits) {
        if (data.channels().size() != mean.length) {
            throw new LabException(
                    "%s: expected %d channels, got %d"
                            .formatted(data.name(), mean.length, data.channels().size()));
        }
        var changed = new ArrayList<Trajectory>();
        for (var trajectory : data.trajectories()) {
            double[] states = trajectory.states();
            for (int i = 0; i < states.length; i++) {
                states[i] = change.of(states[i], i % mean.length);
            }
            List<String> units = dropUnits ? List.of() : trajectory.units();
            changed.add(new Trajectory(trajectory.times(), states, trajectory.names(), units));
        }
        return new Dataset(data.name(), changed);
    }
}

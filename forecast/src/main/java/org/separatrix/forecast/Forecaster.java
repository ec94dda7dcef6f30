package org.separatrix.forecast;

import org.separatrix.lab.Progress;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// A way to learn the future from the past. Implementations are records of their settings.
public interface Forecaster {

    /// Short name, lower case, such as `nvar`.
    String name();

    /// Learns from evenly spaced pieces of one system with a common step.
    ///
    /// @param training at least one piece, each with at least [#shortest] rows
    /// @param seeds root of every random choice
    FittedForecaster fit(List<Segment> training, Seeds seeds);

    /// Learns as [#fit(List, Seeds)] does, telling `progress` how far it has come where that takes
    /// long.
    default FittedForecaster fit(List<Segment> training, Seeds seeds, Progress progress) {
        return fit(training, seeds);
    }

    /// Rows a piece of training data must have.
    int shortest();

    /// The same method at the settings worth trying when it is tuned; at least one.
    default List<Forecaster> candidates() {
        return List.of(this);
    }

    /// Whether a fit takes seconds rather than milliseconds, so that a comparison in a hurry tries
    /// few of its [#candidates].
    default boolean slow() {
        return false;
    }

    /// The same method at the scale of the paper it comes from, which may take far longer.
    default Forecaster paper() {
        return this;
    }
}

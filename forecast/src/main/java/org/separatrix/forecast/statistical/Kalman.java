package org.separatrix.forecast.statistical;

import org.separatrix.analysis.identification.StateSpaceModel;
import org.separatrix.analysis.identification.SubspaceIdentification;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Rollout;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A linear state-space model found by subspace identification on the longest piece; Kalman's
/// filter runs to the end of the history, the model goes on alone.
///
/// Source: R. E. Kalman, "A new approach to linear filtering and prediction problems", J. Basic
/// Engineering 82 (1960); see [SubspaceIdentification].
///
/// @param states number of states
/// @param blocks rows of past and of future compared when the model is identified
public record Kalman(
        @Describe(value = "number of states", min = 1, max = 500) int states,
        @Describe(value = "rows of past and future compared", min = 2, max = 500) int blocks)
        implements Forecaster {

    @Override
    public String name() {
        return "kalman";
    }

    @Override
    public int shortest() {
        return 4 * blocks;
    }

    @Override
    public List<Forecaster> candidates() {
        var all = new ArrayList<Forecaster>();
        for (int n : new int[] {1, 2, 4, 8}) {
            all.add(new Kalman(n, blocks));
        }
        return all;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        var scaling = Scaling.of(training);
        var longest = training.stream().max(Comparator.comparingInt(Segment::size)).orElseThrow();
        try {
            return new Fitted(
                    SubspaceIdentification.identify(
                            scaling.apply(longest.values()), states, blocks),
                    scaling);
        } catch (IllegalArgumentException e) {
            throw new LabException("kalman: " + e.getMessage() + "; lower blocks or states", e);
        }
    }

    /// The identified model, in standard deviations.
    public record Fitted(StateSpaceModel model, Scaling scaling) implements FittedForecaster {

        @Override
        public int context() {
            return 2 * model.states();
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            double[][] said = model.forecast(scaling.apply(history.values()), steps);
            for (int k = 0; k < steps; k++) {
                said[k] = scaling.undo(said[k]);
            }
            return Prediction.of(Rollout.future(history, said));
        }
    }
}

package org.separatrix.forecast.deep;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Block;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Step;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// All windows of one length in scaled pieces of data, drawn in batches.
///
/// @param rows all pieces, one after the other
/// @param starts where windows begin
/// @param length rows of a window
record Windows(double[][] rows, int[] starts, int length, Scaling scaling) {

    private static final double CLIP = 10;

    /// What is minimised for a batch of windows.
    interface Loss {

        /// @param rows shape (batch, length, channels)
        Tensor of(Step step, Tensor rows);
    }

    /// @throws LabException if a piece is shorter than a window
    static Windows of(List<Segment> training, int length) {
        var scaling = Scaling.of(training);
        var rows = new ArrayList<double[]>();
        var starts = new ArrayList<Integer>();
        for (var piece : training) {
            if (piece.size() < length) {
                throw new LabException(
                        "a piece of %d rows is shorter than a window of %d; lower the lookback"
                                .formatted(piece.size(), length));
            }
            for (int i = 0; i + length <= piece.size(); i++) {
                starts.add(rows.size() + i);
            }
            rows.addAll(List.of(scaling.apply(piece.values())));
        }
        return new Windows(
                rows.toArray(double[][]::new),
                starts.stream().mapToInt(Integer::intValue).toArray(),
                length,
                scaling);
    }

    /// Trains by Adam.
    ///
    /// @param picture what the model with such weights looks like, for those who watch
    /// @return the weights, see [Encoded]
    String train(
            Parametrised model,
            Plan plan,
            Seeds seeds,
            Progress progress,
            Loss loss,
            Function<String, Block> picture) {
        var kind = Kind.standard(Precision.SINGLE);
        var settings =
                TrainingSettings.of(plan.updates(), seeds.of("batches").nextLong()).clippedAt(CLIP);
        try (var _ = new Scope();
                var weights = Weights.create(model, kind, seeds.of("weights"))) {
            var all = Tensors.of(rows, kind);
            try (var training =
                    new Training(
                            weights,
                            Adam.standard(),
                            Schedule.constant(plan.rate()),
                            settings,
                            (step, terms) ->
                                    terms.add("fit", loss.of(step, batch(step, all, plan))))) {
                training.run((done, total, value) -> {
                    progress.update(done, total, "loss %.3g".formatted(value));
                    progress.show(() -> picture.apply(Encoded.of(weights.toArray())));
                    return true;
                });
            }
            return Encoded.of(weights.toArray());
        }
    }

    private Tensor batch(Step step, Tensor all, Plan plan) {
        var chosen = step.batch(starts.length, plan.batch());
        var index = new long[chosen.length * length];
        for (int b = 0; b < chosen.length; b++) {
            for (int i = 0; i < length; i++) {
                index[b * length + i] = (long) starts[(int) chosen[b]] + i;
            }
        }
        var at = Tensors.indices(index).to(all.device(), ScalarType.Long);
        return all.index_select(0, at).view(chosen.length, length, rows[0].length);
    }
}

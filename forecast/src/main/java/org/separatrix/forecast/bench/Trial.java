package org.separatrix.forecast.bench;

import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.data.Segment;

/// One forecast of a comparison with what it was made from.
///
/// @param result scores, time taken, and why it failed if it did
/// @param history what the model was given
/// @param truth what really followed
/// @param forecast rows × channels; empty if the cell failed, NaN from where the model left the
///   finite numbers
/// @param settings the settings the model ended up with
/// @param season steps of a dominant period
/// @param exponent largest Lyapunov exponent a time unit, not positive if unknown
public record Trial(
        CellResult result,
        Segment history,
        Segment truth,
        double[][] forecast,
        String settings,
        int season,
        double exponent) {

    static Trial of(CellResult result, BenchTask.Subjects subjects) {
        var subject = subjects.of(result.cell().system(), result.cell().seed());
        var details =
                result.succeeded()
                        ? ReportJson.MAPPER.readValue(result.details(), BenchTask.Details.class)
                        : new BenchTask.Details("", new double[0][]);
        return new Trial(
                result,
                subject.history(),
                subject.truth(),
                details.forecast(),
                details.settings(),
                subject.season(),
                subject.exponent());
    }

    /// The system that was forecast.
    public String system() {
        return result.cell().system();
    }

    /// The model that forecast it.
    public String model() {
        return result.cell().model();
    }

    /// Number of the trajectory.
    public long repeat() {
        return result.cell().seed();
    }
}

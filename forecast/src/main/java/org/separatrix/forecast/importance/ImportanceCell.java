package org.separatrix.forecast.importance;

import org.separatrix.forecast.importance.ImportanceSampler.Course;
import org.separatrix.forecast.importance.ImportanceSampler.Sampling;
import org.separatrix.forecast.importance.ImportanceSampler.Trained;

import java.util.List;

/// One system and seed, trained in all ways side by side.
///
/// @param results one for each way to train
record ImportanceCell(String system, int seed, List<Result> results) {

    /// @param smape of the forecast, 0 to 2
    /// @param seconds of training
    /// @param samples windows trained on, counted every time
    record Result(
            Sampling sampling, double smape, double seconds, long samples, List<Course> course) {

        static Result of(Sampling sampling, Trained trained) {
            return new Result(
                    sampling,
                    trained.smape(),
                    trained.seconds(),
                    trained.samples(),
                    trained.course());
        }
    }

    Result of(Sampling sampling) {
        return results.stream().filter(r -> r.sampling() == sampling).findFirst().orElseThrow();
    }
}

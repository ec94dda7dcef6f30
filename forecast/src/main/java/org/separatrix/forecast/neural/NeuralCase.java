package org.separatrix.forecast.neural;

import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;

import java.util.List;
import java.util.Map;

/// One part of the experiment: a problem, the ways it is tried, and what is claimed of them.
///
/// Each variant at each seed is a cell of its own, stored when it finishes.
interface NeuralCase {

    /// Short name.
    String name();

    /// The methods compared.
    List<String> variants();

    /// Trainings of each variant.
    int seeds(NeuralConfig config);

    /// Whether a variant measures the whole process and must have it for itself.
    default boolean alone(String variant) {
        return false;
    }

    /// What a cell gives.
    ///
    /// @param metrics scores by name
    /// @param details whatever the report needs beside them, a record that JSON can hold
    record Outcome(Map<String, Double> metrics, Object details) {}

    /// Runs one variant at one seed. Called on several threads at a time.
    ///
    /// @param keep where a long training is kept, so that a killed run goes on with it
    Outcome run(String variant, NeuralConfig config, Seeds seeds, Keep keep);

    /// Statements of the paper put to the test.
    List<Claim> claims(CaseResults results);

    /// What there is to see.
    Report.Section section(CaseResults results);
}

package org.separatrix.forecast.laws;

import org.separatrix.lab.Describe;

import java.util.List;

/// What a user may set of symbolic regression.
///
/// @param target column to explain by the others; empty to explain the time derivative of every
///   column by all of them
/// @param search how formulas are searched for
/// @param functions of one argument, by their names in the language of equations
/// @param division whether formulas may divide
/// @param smoothing rows of the filter that takes the slopes, odd
/// @param rows drawn at most from the data
/// @param trees formulas that evolution breeds at most, for each formula asked for
/// @param largest nodes of a formula at most
/// @param updates of the network, if it searches
/// @param batch formulas that the network writes between two updates
public record SymbolicRegressionSettings(
        @Describe("column to explain by the others; empty: the slope of every column")
                String target,
        @Describe("how formulas are searched for") Search search,
        @Describe("functions of one argument, such as sin,exp") List<String> functions,
        @Describe("may formulas divide") boolean division,
        @Describe(value = "rows of the filter that takes slopes, odd", min = 5, max = 10_001)
                int smoothing,
        @Describe(value = "rows drawn at most from the data", min = 10, max = 1_000_000) int rows,
        @Describe(
                        value = "formulas that evolution breeds for each one asked for",
                        min = 1000,
                        max = 1_000_000_000)
                int trees,
        @Describe(value = "nodes of a formula at most", min = 2, max = 100) int largest,
        @Describe(value = "updates of the network", min = 1, max = 1_000_000) int updates,
        @Describe(value = "formulas it writes between two updates", min = 2, max = 100_000)
                int batch) {

    /// Ways to search.
    public enum Search {
        /// Populations of formulas.
        EVOLUTION,
        /// A recurrent network that writes formulas.
        NETWORK
    }

    public SymbolicRegressionSettings {
        functions = List.copyOf(functions);
    }
}

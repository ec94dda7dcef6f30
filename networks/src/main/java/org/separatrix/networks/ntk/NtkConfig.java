package org.separatrix.networks.ntk;

import org.separatrix.lab.Describe;

import java.util.List;

/// Settings of the experiment.
///
/// @param widths hidden widths whose kernels are compared with the limit, ascending
/// @param inits initialisations of each width
/// @param driftPoints training points of the networks whose kernel is followed
/// @param driftNets networks of each width that are followed
/// @param bandWidth hidden width of the trained ensemble
/// @param nets networks in the ensemble
/// @param bandSteps steps of the ensemble at rate 1
/// @param flowWidth hidden width of the networks compared with function space
/// @param componentWidths hidden widths of the networks trained along components
/// @param componentDigits images whose kernel components are followed
/// @param digits labelled images for regression
public record NtkConfig(
        @Describe(value = "hidden widths whose kernels are compared with the limit")
                List<Integer> widths,
        @Describe(value = "initialisations of each width", min = 2, max = 1000) int inits,
        @Describe(value = "training points where drift is followed", min = 2, max = 1000)
                int driftPoints,
        @Describe(value = "networks of each width that are followed", min = 1, max = 100)
                int driftNets,
        @Describe(value = "hidden width of the trained ensemble", min = 2, max = 20_000)
                int bandWidth,
        @Describe(value = "networks in the ensemble", min = 2, max = 1000) int nets,
        @Describe(value = "steps of the ensemble at rate 1", min = 1, max = 100_000) int bandSteps,
        @Describe(value = "hidden width compared with function space", min = 2, max = 20_000)
                int flowWidth,
        @Describe(value = "hidden widths trained along components") List<Integer> componentWidths,
        @Describe(value = "images whose components are followed", min = 16, max = 5000)
                int componentDigits,
        @Describe(value = "labelled images for regression", min = 64, max = 5000) int digits) {

    public NtkConfig {
        widths = List.copyOf(widths);
        componentWidths = List.copyOf(componentWidths);
        if (widths.size() < 2 || componentWidths.isEmpty()) {
            throw new IllegalArgumentException(
                    "widths needs at least two widths and componentWidths one, got %s and %s"
                            .formatted(widths, componentWidths));
        }
    }
}

package org.separatrix.fields.causal;

/// What the names of trainings in the experiment stand for.
record CausalPinnVariants(CausalPinnConfig config) {

    /// The settings that a model's name stands for.
    PinnSettings settings(String system, String model) {
        var lm =
                switch (system) {
                    case "allen-cahn" -> lm(PinnPresets.ALLEN_CAHN, config.allenCahnIterations());
                    case "ks-regular" -> lm(PinnPresets.REGULAR, config.regularIterations());
                    case "ks-chaotic" ->
                            PinnPresets.CHAOTIC.scheduled(
                                    EpsilonSchedule.decades(
                                            1e-3, 1e2, config.chaoticIterations(), 1));
                    case "convection" ->
                            PinnPresets.CONVECTION.scheduled(
                                    EpsilonSchedule.decades(
                                            1e-5, 1e-1, config.convectionIterations(), 1));
                    default -> lm(PinnPresets.ALLEN_CAHN, config.reactionIterations());
                };
        return switch (model) {
            case "causal" -> lm;
            case "equal" -> lm.emphasised(new Emphasis.Equal());
            case "growing" -> lm.emphasised(new Emphasis.Growing(5));
            case "self-adaptive" -> lm.emphasised(new Emphasis.SelfAdaptive(0.05));
            case "marching" -> PinnPresets.marchingOf(lm, 4);
            case "adam causal" -> PinnPresets.adamOf(lm, config.adamSteps());
            case "soap causal" ->
                    PinnPresets.adamOf(lm, config.adamSteps()).by(PinnSettings.Optimizer.SOAP);
            case "adam equal" ->
                    PinnPresets.adamOf(lm, config.adamSteps()).emphasised(new Emphasis.Equal());
            case "paper" -> PinnPresets.paperAllenCahn(config.paper());
            default -> throw new IllegalArgumentException("no model " + model);
        };
    }

    private static PinnSettings lm(PinnSettings preset, int iterations) {
        return preset.scheduled(EpsilonSchedule.decades(1e-2, 1e2, iterations, 1));
    }
}

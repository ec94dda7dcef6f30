package org.separatrix.studio;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// What a user asks to be run.
///
/// @param kind `experiment` (a method's own), `fit` (a method on data) or `bench`
/// @param name of the method or forecaster; ignored by `bench`
/// @param preset `quick` or `full`, for experiments
/// @param seed root of all random choices
/// @param settings changed settings by name
/// @param data id of uploaded data
/// @param time column of times, or null for the default
/// @param columns channels to use, empty for all
/// @param group column that separates trajectories, or null
/// @param tune whether a forecaster chooses its settings by validation
/// @param steps rows that a fitted forecaster then forecasts
/// @param backtest origins of a backtest, 0 for none
record JobRequest(
        Kind kind,
        @Nullable String name,
        @Nullable String preset,
        long seed,
        @Nullable Map<String, String> settings,
        @Nullable String data,
        @Nullable String time,
        @Nullable List<String> columns,
        @Nullable String group,
        boolean tune,
        int steps,
        int backtest) {

    /// What is run.
    enum Kind {
        EXPERIMENT,
        FIT,
        BENCH
    }

    Map<String, String> changes() {
        return settings == null ? Map.of() : settings;
    }

    List<String> channels() {
        return columns == null ? List.of() : columns;
    }

    String method() {
        if (name == null || name.isBlank()) {
            throw StudioException.bad("'name' is missing: the method to run");
        }
        return name;
    }
}

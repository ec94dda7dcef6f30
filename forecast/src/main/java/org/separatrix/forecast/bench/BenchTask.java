package org.separatrix.forecast.bench;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Tuning;
import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.Engine;
import org.separatrix.lab.bench.LocalEngine;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// Evaluates one cell: choose settings on the training trajectory, fit on the history, forecast,
/// score.
final class BenchTask implements LocalEngine.Task {

    /// Relative error of the oracle's start, in standard deviations.
    static final double ORACLE_ERROR = 1e-3;

    private final Subjects subjects;
    private final BenchConfig config;
    private final String data;
    private final Seeds seeds;

    /// Makes the data of a cell.
    interface Subjects {
        Subject of(String system, long repeat);
    }

    /// What the report needs of a cell beside its scores.
    ///
    /// @param settings the settings the forecaster ended up with
    /// @param forecast the forecast, rows × channels
    record Details(String settings, double[][] forecast) {}

    /// @param data names the data, and with them the random draws, of all cells
    BenchTask(Subjects subjects, BenchConfig config, String data, Seeds seeds) {
        this.subjects = subjects;
        this.config = config;
        this.data = data;
        this.seeds = seeds;
    }

    /// What a process needs to make the cells' data and evaluate them.
    ///
    /// @param user the user's data, or null for systems of the catalogue
    /// @param data names the data, and with them the random draws, of all cells
    /// @param seed root of all random streams
    record Source(BenchConfig config, @Nullable UserData user, String data, long seed)
            implements Engine.TaskSource {

        Subjects subjects() {
            return user == null
                    ? new CatalogueSubjects(config, new Seeds(seed))
                    : (_, repeat) -> user.subject(repeat);
        }

        @Override
        public LocalEngine.Task task() {
            return new BenchTask(subjects(), config, data, new Seeds(seed));
        }
    }

    @Override
    public CellResult evaluate(Cell cell) {
        var subject = subjects.of(cell.system(), cell.seed());
        // The clock starts after the data are there: it measures the model.
        long start = System.nanoTime();
        // Neither the version of the scores nor a time limit changes what a model draws.
        var random = seeds.child(new Cell(cell.system(), cell.model(), cell.seed(), data).key());
        Details details;
        if (cell.model().equals("oracle")) {
            details = new Details("true equations, start off by 0.1 %", oracle(subject, random));
        } else {
            Forecaster forecaster = config.scale().of(cell.model());
            if (config.tuned() && !subject.training().isEmpty()) {
                forecaster = chosen(forecaster, subject, random);
            }
            if (subject.history().size() < forecaster.shortest()) {
                throw new LabException(
                        "%s needs at least %d rows of history, got %d"
                                .formatted(
                                        cell.model(),
                                        forecaster.shortest(),
                                        subject.history().size()));
            }
            var fitted = forecaster.fit(List.of(subject.history()), random);
            var forecast = fitted.forecast(subject.history(), subject.truth().size());
            details = new Details(forecaster.toString(), forecast.mean().values());
        }
        var metrics =
                Scores.of(
                        subject.history(),
                        subject.truth(),
                        details.forecast(),
                        subject.season(),
                        subject.exponent());
        boolean blewUp = !metrics.containsKey("rmse");
        return new CellResult(
                cell,
                metrics,
                (System.nanoTime() - start) / 1e9,
                ReportJson.MAPPER.writeValueAsString(details),
                blewUp && metrics.isEmpty() ? "the forecast is not finite" : "");
    }

    private Forecaster chosen(Forecaster family, Subject subject, Seeds random) {
        var candidates = Tuning.spread(family.candidates(), family.slow() ? config.tries() : 0);
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        var choice =
                switch (config.validation()) {
                    case ROLLING ->
                            Tuning.choose(
                                    candidates,
                                    subject.training(),
                                    Math.max(2, subject.season()),
                                    4,
                                    random);
                    case ONE_SPLIT -> {
                        var training = subject.training().getFirst();
                        int held = Math.min(2 * subject.season(), training.size() / 6);
                        // As many rows as the history has, if there are so many.
                        int end = Math.min(training.size(), subject.history().size() + held);
                        yield Tuning.oneSplit(
                                candidates,
                                training.slice(0, end - held),
                                training.slice(end - held, end),
                                random);
                    }
                };
        return choice.forecaster();
    }

    private static double[][] oracle(Subject subject, Seeds seeds) {
        var system =
                subject.system()
                        .filter(known -> known.kind() == SystemDescription.Kind.FLOW)
                        .orElseThrow(
                                () -> new LabException("oracle needs a flow of the catalogue"));
        Segment history = subject.history();
        double[] start = history.values()[history.size() - 1].clone();
        double[] deviation =
                org.separatrix.analysis.metrics.ForecastMetrics.deviation(history.values());
        var random = seeds.of("oracle");
        for (int j = 0; j < start.length; j++) {
            start[j] += ORACLE_ERROR * deviation[j] * random.nextGaussian();
        }
        int steps = subject.truth().size();
        var times = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            times[i] = history.time(history.size() - 1 + i);
        }
        var orbit =
                Integrators.named("auto").tolerance(1e-9, 1e-9).solve(system.flow(), start, times);
        var values = new double[steps][];
        for (int i = 0; i < steps; i++) {
            values[i] = orbit.state(i + 1);
        }
        return values;
    }
}

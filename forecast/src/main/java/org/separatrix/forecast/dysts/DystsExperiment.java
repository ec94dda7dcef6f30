package org.separatrix.forecast.dysts;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.forecast.bench.BenchConfig;
import org.separatrix.forecast.bench.ForecastBenchmark;
import org.separatrix.forecast.importance.ImportanceBenchmark;
import org.separatrix.forecast.laws.LawBenchmark;
import org.separatrix.lab.Experiment;
import org.separatrix.lab.MethodCard;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.List;

/// The catalogue, its invariants, and how hard its systems are to forecast.
public final class DystsExperiment implements Experiment<DystsConfig> {

    private static final List<String> SIXTEEN =
            List.of(
                    "Lorenz",
                    "Rossler",
                    "Thomas",
                    "Halvorsen",
                    "Aizawa",
                    "Arneodo",
                    "Chua",
                    "SprottB",
                    "NuclearQuadrupole",
                    "Lorenz84",
                    "Lorenz96",
                    "HyperRossler",
                    "Hopfield",
                    "Hadley",
                    "SprottS",
                    "DoublePendulum");

    private static final List<String> MODELS =
            List.of(
                    "naive",
                    "mean",
                    "seasonal-naive",
                    "linear",
                    "theta",
                    "holt-winters",
                    "nvar",
                    "esn",
                    "analogue",
                    "gp");

    private static final List<String> IMPORTANCE =
            List.of("Lorenz", "Rossler", "Thomas", "Halvorsen");

    private static final List<String> SEARCHED =
            List.of("Thomas", "SprottJerk", "GenesioTesi", "JerkCircuit");

    @Override
    public MethodCard card() {
        return new MethodCard(
                1,
                "dysts",
                "Chaos as a benchmark: catalogue, invariants, forecasting",
                "W. Gilpin (2021), Chaos as an interpretable benchmark for forecasting and"
                    + " data-driven modelling, NeurIPS Datasets and Benchmarks, arXiv:2110.05266",
                "Chaotic systems that can be integrated anew, annotated with their invariants, tell"
                        + " how and why forecasters fail.");
    }

    @Override
    public DystsConfig quick() {
        return new DystsConfig(
                300,
                20,
                SIXTEEN,
                MODELS,
                15,
                1,
                SEARCHED,
                4_356_000,
                30,
                500,
                IMPORTANCE,
                3,
                16,
                60,
                3,
                10);
    }

    @Override
    public DystsConfig full() {
        var all = Survey.flows().stream().map(SystemDescription::name).toList();
        return new DystsConfig(
                3000,
                600,
                all,
                MODELS,
                100,
                3,
                SEARCHED,
                100_000_000,
                2000,
                1000,
                all,
                3,
                25,
                400,
                5,
                30);
    }

    @Override
    public Report run(DystsConfig config, Run run) {
        var flows = Survey.flows();
        int cells =
                config.forecastSystems().size() * config.forecastModels().size() * config.repeats();
        int total = flows.size() + cells;
        var measured = Survey.of(flows, config, run, total);
        var bench =
                new BenchConfig(
                        config.forecastSystems(),
                        config.forecastModels(),
                        config.pointsPerPeriod(),
                        10,
                        2,
                        config.repeats(),
                        true,
                        0,
                        BenchConfig.Scale.COARSE,
                        0);
        Progress shifted =
                (done, _, message) -> run.progress().update(flows.size() + done, total, message);
        var inner =
                new Run(
                        run.seed(),
                        run.folder(),
                        run.threads(),
                        run.device(),
                        shifted,
                        run.cancelled());
        List<CellResult> results = ForecastBenchmark.onCatalogue(bench).run(inner).results();
        var laws = LawBenchmark.run(flows, config.laws(), run);
        var importance = ImportanceBenchmark.run(config.importance(), run);
        return new DystsReport(config, measured, results, maps(run), laws, importance).build();
    }

    private static List<MapExponent> maps(Run run) {
        var maps = new ArrayList<MapExponent>();
        maps.add(MapExponent.of("Logistic", "r", 4, Math.log(2), run.seed()));
        maps.add(MapExponent.of("Tent", "mu", 0.95, Math.log(1.9), run.seed()));
        maps.add(MapExponent.of("Chebyshev", "a", 6, Math.log(6), run.seed()));
        maps.add(MapExponent.of("BernoulliShift", "b", 3, Math.log(3), run.seed()));
        maps.add(MapExponent.of("Henon", "a", 1.4, 0.4192, run.seed()));
        return maps;
    }

    /// A map whose largest exponent is known.
    record MapExponent(String name, double exact, double measured, double error) {

        static MapExponent of(
                String name, String parameter, double value, double exact, long seed) {
            var system = Catalog.system(name).withParameters(java.util.Map.of(parameter, value));
            var spectrum =
                    org.separatrix.analysis.lyapunov.LyapunovSpectrum.of(
                            system,
                            org.separatrix.analysis.lyapunov.LyapunovSettings.DEFAULT
                                    .withPeriods(200_000, 1000)
                                    .withSeed(seed));
            return new MapExponent(
                    name, exact, spectrum.largest().value(), spectrum.largest().error());
        }
    }
}

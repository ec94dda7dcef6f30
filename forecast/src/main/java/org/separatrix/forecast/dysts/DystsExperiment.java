package org.separatrix.forecast.dysts;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.forecast.atlas.AtlasStudy;
import org.separatrix.forecast.bench.BenchConfig;
import org.separatrix.forecast.bench.ForecastBenchmark;
import org.separatrix.forecast.importance.ImportanceBenchmark;
import org.separatrix.forecast.laws.LawBenchmark;
import org.separatrix.forecast.transfer.TransferSettings;
import org.separatrix.forecast.transfer.TransferStudy;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
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
    private static final List<DystsPart> ALL_PARTS = List.of(DystsPart.values());

    @Override
    public MethodCard card() {
        return new MethodCard(
                1,
                "dysts",
                "Chaos as a benchmark: catalogue, invariants, forecasting",
                "W. Gilpin (2021), Chaos as an interpretable benchmark for forecasting and"
                    + " data-driven modelling, NeurIPS Datasets and Benchmarks, arXiv:2110.05266",
                "Chaotic systems that can be integrated anew, annotated with their invariants, tell"
                        + " how and why forecasters fail.",
                "λᵢ = lim 1/t ln |δᵢ(t)| / |δᵢ(0)|\nD = k + (λ₁ + … + λₖ) / |λₖ₊₁|");
    }

    @Override
    public DystsConfig quick() {
        return new DystsConfig(
                ALL_PARTS,
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
                10,
                10,
                24,
                1500,
                25,
                3);
    }

    @Override
    public DystsConfig full() {
        var all = Survey.flows().stream().map(SystemDescription::name).toList();
        var paper = TransferSettings.PAPER;
        return new DystsConfig(
                ALL_PARTS,
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
                30,
                40,
                paper.systems(),
                paper.windows(),
                paper.epochs(),
                3);
    }

    @Override
    public Report run(DystsConfig config, Run run) {
        boolean catalogue = config.wants(DystsPart.CATALOGUE);
        boolean forecast = config.wants(DystsPart.FORECAST);
        // A measured exponent is half of what is said of a forecast.
        var measured = catalogue || forecast ? survey(config, run) : List.<Measured>of();
        var results = forecast ? tournament(config, run) : List.<CellResult>of();
        var report =
                new DystsReport(config, measured, results, catalogue ? maps(run) : List.of())
                        .build();
        if (config.wants(DystsPart.LAWS)) {
            var laws = LawBenchmark.run(Survey.flows(), config.laws(), run);
            report = joined(report, "Laws from points and slopes", laws.claims(), laws.blocks());
        }
        if (config.wants(DystsPart.IMPORTANCE)) {
            var sampling = ImportanceBenchmark.run(config.importance(), run);
            report = joined(report, "Importance sampling", sampling.claims(), sampling.blocks());
        }
        if (config.wants(DystsPart.ATLAS)) {
            report = joined(report, AtlasStudy.run(config.atlasWindows(), run));
        }
        if (config.wants(DystsPart.TRANSFER)) {
            report =
                    joined(
                            report,
                            TransferStudy.run(config.transfer(), config.transferDraws(), run));
        }
        return report;
    }

    /// The claims and sections of a part behind those of the report.
    private static Report joined(Report report, Report part) {
        var builder = Report.titled(report.title()).summary(report.summary());
        for (var one : List.of(report, part)) {
            one.claims().forEach(builder::claim);
            one.sections().forEach(s -> builder.section(s.title(), s.blocks()));
        }
        return builder.build();
    }

    private static Report joined(
            Report report, String title, List<Claim> claims, List<Block> blocks) {
        var part = Report.titled(title);
        claims.forEach(part::claim);
        return joined(report, part.section(title, blocks).build());
    }

    private static int cells(DystsConfig config) {
        return config.wants(DystsPart.FORECAST)
                ? config.forecastSystems().size()
                        * config.forecastModels().size()
                        * config.repeats()
                : 0;
    }

    private static List<Measured> survey(DystsConfig config, Run run) {
        var flows = Survey.flows();
        return Survey.of(flows, config, run, flows.size() + cells(config));
    }

    private static List<CellResult> tournament(DystsConfig config, Run run) {
        int surveyed = Survey.flows().size();
        int total = surveyed + cells(config);
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
                (done, _, message) -> run.progress().update(surveyed + done, total, message);
        var inner =
                new Run(
                        run.seed(),
                        run.folder(),
                        run.threads(),
                        run.device(),
                        shifted,
                        run.cancelled());
        return ForecastBenchmark.onCatalogue(bench).run(inner).results();
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

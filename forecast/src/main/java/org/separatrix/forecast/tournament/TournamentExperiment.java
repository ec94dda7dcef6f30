package org.separatrix.forecast.tournament;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.forecast.bench.BenchConfig;
import org.separatrix.forecast.bench.ForecastBenchmark;
import org.separatrix.lab.Experiment;
import org.separatrix.lab.MethodCard;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which forecasters foresee chaos best, how far, and what decides it.
public final class TournamentExperiment implements Experiment<TournamentConfig> {

    private static final List<String> TWELVE =
            List.of(
                    "Lorenz",
                    "Rossler",
                    "Thomas",
                    "Halvorsen",
                    "Chua",
                    "SprottB",
                    "Aizawa",
                    "Arneodo",
                    "HenonHeiles",
                    "Lorenz84",
                    "HyperRossler",
                    "MackeyGlass");

    /// The paper's twenty-four, context parroting, and the true equations with a start off by 0.1
    /// %.
    private static final List<String> MODELS =
            List.of(
                    "nbeats",
                    "nhits",
                    "transformer",
                    "lstm",
                    "block-rnn",
                    "tcn",
                    "dlinear",
                    "nlinear",
                    "linear",
                    "random-forest",
                    "boosted-trees",
                    "kalman",
                    "esn",
                    "nvar",
                    "neural-ode",
                    "arima",
                    "auto-arima",
                    "holt-winters",
                    "theta",
                    "four-theta",
                    "fft",
                    "drift",
                    "mean",
                    "naive",
                    "parrot",
                    "oracle");

    private static final List<String> DATA_MODELS =
            List.of(
                    "naive",
                    "linear",
                    "esn",
                    "nvar",
                    "neural-ode",
                    "random-forest",
                    "nbeats",
                    "nhits",
                    "lstm");

    private static final List<String> NOISE_MODELS =
            List.of("naive", "linear", "esn", "nvar", "random-forest", "nbeats");

    @Override
    public MethodCard card() {
        return new MethodCard(
                4,
                "tournament",
                "Model scale against domain knowledge",
                "W. Gilpin (2023), Model scale versus domain knowledge in statistical forecasting"
                        + " of chaotic systems, Phys. Rev. Research 5:043252, arXiv:2303.08011",
                "Large models without knowledge of dynamics forecast chaos best, and for so long"
                        + " that their skill no longer follows the Lyapunov exponent; where data"
                        + " are few, methods built for dynamics win.");
    }

    @Override
    public TournamentConfig quick() {
        return new TournamentConfig(
                TWELVE,
                MODELS,
                BenchConfig.Scale.COARSE,
                2,
                60,
                10,
                10,
                1,
                4,
                DATA_MODELS,
                5,
                NOISE_MODELS,
                List.of(0.0, 0.05, 0.2, 1.0),
                List.of(15, 30, 60, 120),
                40);
    }

    @Override
    public TournamentConfig full() {
        var systems =
                Stream.of(SystemDescription.Kind.FLOW, SystemDescription.Kind.DELAY)
                        .flatMap(kind -> Catalog.names(kind).stream())
                        .filter(name -> Catalog.system(name).publishedSource().equals("dysts"))
                        .toList();
        var noise = new ArrayList<Double>();
        for (int i = 0; i < 10; i++) {
            noise.add(5 * i / 9.0);
        }
        return new TournamentConfig(
                systems,
                MODELS,
                BenchConfig.Scale.PAPER,
                0,
                100,
                10,
                50,
                1,
                systems.size(),
                MODELS.subList(0, 24),
                25,
                MODELS.subList(0, 24),
                noise,
                List.of(15, 30, 60, 100, 200),
                200);
    }

    @Override
    public Report run(TournamentConfig config, Run run) {
        var parts = new LinkedHashMap<String, BenchConfig>();
        parts.put("main", config.main());
        config.lengths().forEach(n -> parts.put("length " + n, config.ofLength(n)));
        config.noiseLevels().forEach(s -> parts.put("noise " + s, config.ofNoise(s)));
        config.granularities().forEach(p -> parts.put("points " + p, config.ofGranularity(p)));
        int total = parts.values().stream().mapToInt(TournamentExperiment::cells).sum();
        var scored = new LinkedHashMap<String, Standings>();
        int before = 0;
        for (var part : parts.entrySet()) {
            var bench = part.getValue();
            int rows =
                    part.getKey().startsWith("points ")
                            ? 2 * bench.pointsPerPeriod()
                            : config.shortRows();
            scored.put(part.getKey(), standings(bench, rows, shifted(run, before, total)));
            before += cells(bench);
        }
        var lorenz = new LorenzHorizon(config.starts(), run.seeds());
        var horizons = new Horizons(lorenz.perfect(1e-3), lorenz.perfect(1e-6), lorenz.nvar());
        return new TournamentReport(config, scored, horizons, run.seeds()).build();
    }

    /// How far ahead Lorenz is foreseen.
    ///
    /// @param perfect with the true equations and an error of 1e-3, over the classical estimate
    /// @param exact the same with 1e-6
    /// @param nvar Lyapunov times of NVAR
    record Horizons(double perfect, double exact, double nvar) {}

    private static Standings standings(BenchConfig bench, int shortRows, Run run) {
        var trials = ForecastBenchmark.onCatalogue(bench).trials(run);
        return new Standings(trials.stream().map(t -> Scored.of(t, shortRows)).toList());
    }

    private static int cells(BenchConfig bench) {
        return bench.systems().size() * bench.models().size() * bench.repeats();
    }

    private static Run shifted(Run run, int before, int total) {
        Progress progress =
                (done, _, message) -> run.progress().update(before + done, total, message);
        return new Run(
                run.seed(), run.folder(), run.threads(), run.device(), progress, run.cancelled());
    }

    /// The parts of `all` whose name begins with `kind`, by the number after it.
    static Map<Double, Standings> sweep(Map<String, Standings> all, String kind) {
        var sweep = new LinkedHashMap<Double, Standings>();
        all.forEach((name, standings) -> {
            if (name.startsWith(kind + " ")) {
                sweep.put(Double.parseDouble(name.substring(kind.length() + 1)), standings);
            }
        });
        return sweep;
    }
}

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
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which forecasters foresee chaos best, how far, and what decides it.
public final class TournamentExperiment implements Experiment<TournamentConfig> {

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
                        + " are few, methods built for dynamics win.",
                "sMAPE = 200/T Σ |y − p| / (|y| + |p|)");
    }

    @Override
    public TournamentConfig quick() {
        return new TournamentConfig(
                BenchConfig.TWELVE,
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
        var parts = new Parts(config, run);
        var main = parts.standings(config.main());
        var lengths = parts.sweep(config.lengths(), config::ofLength);
        var noise = parts.sweep(config.noiseLevels(), config::ofNoise);
        var granularities = parts.sweep(config.granularities(), config::ofGranularity);
        var lorenz = new LorenzHorizon(config.starts(), run.seeds());
        var measured =
                new Measured(
                        main,
                        lengths,
                        noise,
                        granularities,
                        lorenz.perfect(1e-3),
                        lorenz.perfect(1e-6),
                        lorenz.nvar());
        return new TournamentReport(config, measured, run.seeds()).build();
    }

    /// The comparisons one after the other, as one run with one progress.
    private static final class Parts {
        private final Run run;
        private final int total;
        private int before;

        Parts(TournamentConfig config, Run run) {
            this.run = run;
            this.total =
                    Stream.of(
                                    Stream.of(config.main()),
                                    config.lengths().stream().map(config::ofLength),
                                    config.noiseLevels().stream().map(config::ofNoise),
                                    config.granularities().stream().map(config::ofGranularity))
                            .flatMap(s -> s)
                            .mapToInt(Parts::cells)
                            .sum();
        }

        private static int cells(BenchConfig bench) {
            return bench.systems().size() * bench.models().size() * bench.repeats();
        }

        <T extends Number> NavigableMap<Double, Standings> sweep(
                List<T> values, Function<T, BenchConfig> bench) {
            var sweep = new TreeMap<Double, Standings>();
            for (var value : values) {
                sweep.put(value.doubleValue(), standings(bench.apply(value)));
            }
            return sweep;
        }

        Standings standings(BenchConfig bench) {
            int start = before;
            Progress progress =
                    (done, _, message) -> run.progress().update(start + done, total, message);
            var part =
                    new Run(
                            run.seed(),
                            run.folder(),
                            run.threads(),
                            run.device(),
                            progress,
                            run.cancelled());
            var trials = ForecastBenchmark.onCatalogue(bench).trials(part);
            before += cells(bench);
            int shortRows = TournamentConfig.SHORT_PERIODS * bench.pointsPerPeriod();
            return new Standings(trials.stream().map(t -> Scored.of(t, shortRows)).toList());
        }
    }
}

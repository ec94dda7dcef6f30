package org.separatrix.forecast.tournament;

import org.separatrix.analysis.metrics.RankCorrelation;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Claims of the experiment.
final class TournamentReport {

    private static final String PAPER = "Gilpin 2023";
    private static final List<String> NAIVE = List.of("naive", "mean", "drift");
    private static final List<String> DYNAMICAL = List.of("neural-ode", "esn", "nvar");

    private final TournamentConfig config;
    private final Measured measured;
    private final Standings main;
    private final Seeds seeds;

    TournamentReport(TournamentConfig config, Measured measured, Seeds seeds) {
        this.config = config;
        this.measured = measured;
        this.main = measured.main();
        this.seeds = seeds;
    }

    Report build() {
        var agreement = MetricAgreement.of(main.all());
        var claims = new ArrayList<Claim>();
        claims.add(runs());
        claims.addAll(tournament());
        claims.addAll(data());
        claims.add(
                Claim.atLeast(
                        "metrics-agree",
                        "The first principal component of the ranks of all metrics carries at least"
                                + " 60 % of their variance.",
                        PAPER,
                        0.6,
                        agreement.shares()[0]));
        claims.add(fades());
        claims.addAll(lorenz());
        var best = main.ranked(Scored::shortSmape).getFirst();
        var report =
                Report.titled("Model scale against domain knowledge")
                        .summary(
                                "%d models on %d systems; %d of %d claims hold. Best over two periods: %s, median sMAPE %s."
                                        .formatted(
                                                main.models().size(),
                                                main.systems().size(),
                                                claims.stream().filter(Claim::holds).count(),
                                                claims.size(),
                                                best,
                                                Claim.number(
                                                        main.median(best, Scored::shortSmape))));
        claims.forEach(report::claim);
        new TournamentPictures(config, measured, agreement, seeds)
                .sections()
                .forEach(s -> report.section(s.title(), s.blocks()));
        return report.build();
    }

    private Claim runs() {
        int broken =
                (int)
                        main.all().stream()
                                .filter(s -> !s.trial().result().failure().isEmpty())
                                .filter(s -> !s.trial().result().failure().contains("not finite"))
                                .count();
        return Claim.atMost(
                "every-method-runs",
                "Every method runs on every system; a forecast that leaves the finite numbers"
                        + " counts as the worst, not as a failure to run.",
                PAPER,
                0,
                broken);
    }

    private double smape(String model) {
        return main.median(model, Scored::shortSmape);
    }

    private List<Claim> tournament() {
        double naive = NAIVE.stream().mapToDouble(this::smape).min().orElseThrow();
        double worst =
                DoubleStream.of(
                                smape("nbeats"),
                                smape("nhits"),
                                smape("lstm"),
                                smape("neural-ode"),
                                Math.min(smape("nvar"), smape("esn")))
                        .max()
                        .orElseThrow();
        var ranked = main.ranked(Scored::shortSmape);
        return List.of(
                Claim.atMost(
                        "learned-below-naive",
                        "N-BEATS, N-HiTS, LSTM, neural ODE and the better of NVAR and ESN each have"
                                + " a median sMAPE at least 20 % below that of every naive method;"
                                + " the worst of them over the best naive one.",
                        PAPER,
                        0.8,
                        worst / naive),
                Claim.atMost(
                        "best-below-60",
                        "The best method has a median sMAPE of at most 60 over two periods.",
                        PAPER,
                        60,
                        smape(ranked.getFirst())),
                Claim.atMost(
                        "nbeats-first",
                        "N-BEATS, a large model without knowledge of dynamics, has the least median"
                                + " sMAPE of the 24: its place.",
                        PAPER,
                        1,
                        main.rank("nbeats", Scored::shortSmape)));
    }

    private List<Claim> data() {
        var few = measured.lengths().firstEntry().getValue();
        var many = measured.lengths().lastEntry().getValue();
        double ode = gain("neural-ode", few, many);
        double any =
                DYNAMICAL.stream()
                        .mapToDouble(m -> gain(m, few, many))
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN);
        double improvement =
                1
                        - many.median("nbeats", Scored::shortSmape)
                                / few.median("nbeats", Scored::shortSmape);
        return List.of(
                Claim.atLeast(
                        "few-data-favour-neural-ode",
                        "With a tenth of the history the neural ODE's place is better than with all"
                                + " of it: places won.",
                        PAPER,
                        1,
                        ode),
                Claim.atLeast(
                        "few-data-favour-dynamics",
                        "The same for the best of neural ODE, ESN and NVAR.",
                        PAPER,
                        1,
                        any),
                Claim.atLeast(
                        "nbeats-needs-data",
                        "N-BEATS lowers its median sMAPE by at least 30 % from the shortest to the"
                                + " longest history.",
                        PAPER,
                        0.3,
                        improvement));
    }

    private static double gain(String model, Standings few, Standings many) {
        return many.rank(model, Scored::shortSmape) - few.rank(model, Scored::shortSmape);
    }

    /// Rank correlation over systems of the best model's sMAPE with the growth of errors in a turn.
    private Claim fades() {
        var best = main.ranked(Scored::shortSmape).getFirst();
        int period = config.pointsPerPeriod();
        double early = correlation(best, period, Invariant.LYAPUNOV);
        double late = correlation(best, period * config.horizonPeriods(), Invariant.LYAPUNOV);
        return Claim.atLeast(
                "exponent-loses-its-hold",
                "The best model's error depends less on the Lyapunov exponent at a long horizon:"
                        + " Spearman correlation over one period less that over the whole horizon.",
                PAPER,
                0,
                early - late);
    }

    private double correlation(String model, int rows, Invariant invariant) {
        return correlation(main, model, rows, invariant);
    }

    /// Spearman correlation over systems of a model's sMAPE over `rows` rows with an invariant.
    static double correlation(Standings standings, String model, int rows, Invariant invariant) {
        double[] error = standings.perSystem(model, s -> s.smape()[rows - 1]);
        double[] value = standings.systems().stream().mapToDouble(invariant::of).toArray();
        int[] known =
                IntStream.range(0, value.length)
                        .filter(i -> Double.isFinite(value[i]) && Double.isFinite(error[i]))
                        .toArray();
        return known.length < 3
                ? Double.NaN
                : RankCorrelation.spearman(
                        Arrays.stream(known).mapToDouble(i -> value[i]).toArray(),
                        Arrays.stream(known).mapToDouble(i -> error[i]).toArray());
    }

    private List<Claim> lorenz() {
        double worst =
                Math.abs(measured.perfect() - 1) > Math.abs(measured.exact() - 1)
                        ? measured.perfect()
                        : measured.exact();
        return List.of(
                Claim.within(
                        "perfect-model-horizon",
                        "With the true equations and a start off by 1e-3 or 1e-6, Lorenz stays"
                                + " valid for ln(0.5/error) Lyapunov times within 25 %: the ratio"
                                + " that is farther off.",
                        "classical theory",
                        1,
                        0.25,
                        worst),
                Claim.atLeast(
                        "nvar-horizon",
                        "NVAR with two delays and quadratic features foresees Lorenz for at least 4"
                                + " Lyapunov times from 400 rows in the median.",
                        "Gauthier et al. 2021",
                        4,
                        measured.nvar()));
    }
}

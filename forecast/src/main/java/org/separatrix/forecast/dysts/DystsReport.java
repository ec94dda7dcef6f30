package org.separatrix.forecast.dysts;

import org.separatrix.analysis.metrics.RankCorrelation;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Claims, tables and pictures of the experiment.
final class DystsReport {

    private static final String CARD = "Gilpin 2021, catalogue";
    private static final double CHAOS = 0.02;
    private static final int GALLERY_POINTS = 6000;
    private static final List<String> GALLERY =
            List.of("Lorenz", "Aizawa", "Halvorsen", "Thomas", "Dadras", "SprottB");

    private final DystsConfig config;
    private final List<Measured> measured;
    private final List<CellResult> results;
    private final List<DystsExperiment.MapExponent> maps;
    private final Map<String, Literature.Reference> independent = Literature.independent();

    DystsReport(
            DystsConfig config,
            List<Measured> measured,
            List<CellResult> results,
            List<DystsExperiment.MapExponent> maps) {
        this.config = config;
        this.measured = measured;
        this.results = results;
        this.maps = maps;
    }

    Report build() {
        long spectra = measured.stream().filter(m -> m.spectrum().isPresent()).count();
        var report = Report.titled("Chaos as an interpretable benchmark");
        report.summary(
                measured.isEmpty()
                        ? "Parts of the experiment: %s.".formatted(config.parts())
                        : "%d flows integrated, %d spectra measured over %d periods each; %d forecasts of %d systems."
                                .formatted(
                                        measured.size(),
                                        spectra,
                                        config.periods(),
                                        results.size(),
                                        config.forecastSystems().size()));
        if (config.wants(DystsPart.CATALOGUE)) {
            claims().forEach(report::claim);
            report.section("Attractors", gallery());
            report.section("Exponents", exponents());
        }
        if (config.wants(DystsPart.FORECAST)) {
            forecasts().forEach(report::claim);
            report.section("Difficulty and chaos", difficulty());
        }
        if (config.wants(DystsPart.CATALOGUE)) {
            report.section("Every system", table());
        }
        return report.build();
    }

    private List<Claim> claims() {
        var claims = new ArrayList<Claim>();
        int integrated = (int) measured.stream().filter(m -> m.bounded() <= 12).count();
        claims.add(
                Claim.atLeast(
                        "all-flows-integrate",
                        "All 129 ordinary differential equations integrate 12 periods at 100 points"
                                + " each and stay within 12 standard deviations.",
                        CARD,
                        129,
                        integrated));
        claims.addAll(sumRules());
        claims.addAll(agreement());
        claims.add(
                Claim.atLeast(
                        "regular-systems-found",
                        "The eight systems that are not chaotic in the long run have lambda_1 T"
                                + " below 0.02 (Torus is quasi-periodic).",
                        CARD,
                        8,
                        (int)
                                measured.stream()
                                        .filter(m -> Literature.REGULAR.contains(m.system().name()))
                                        .filter(m -> m.growthPerPeriod() < CHAOS)
                                        .count()));
        double worst =
                maps.stream()
                        .mapToDouble(m -> Math.abs(m.measured() / m.exact() - 1))
                        .max()
                        .orElse(Double.NaN);
        claims.add(
                Claim.atMost(
                        "map-exponents",
                        "Maps with known exponents (ln 2, ln 1.9, ln 6, ln 3, Henon 0.4192) are met"
                                + " within 0.5 %.",
                        "closed forms",
                        0.005,
                        worst));
        return claims;
    }

    private List<Claim> sumRules() {
        var random = new SplittableRandom(1);
        int constant = 0;
        int kept = 0;
        int zero = 0;
        for (var m : measured) {
            if (m.spectrum().isEmpty()) {
                continue;
            }
            var s = m.spectrum().get();
            if (Survey.hasConstantDivergence(m.system(), random)) {
                constant++;
                double tolerance = 0.002 * Math.abs(s.divergence()) + 1e-3;
                kept += Math.abs(s.sum().value() - s.divergence()) <= tolerance ? 1 : 0;
            }
            double first = Math.max(1, Math.abs(s.largest().value()));
            zero += Arrays.stream(s.values()).anyMatch(v -> Math.abs(v) < 0.01 * first) ? 1 : 0;
        }
        return List.of(
                Claim.atLeast(
                        "constant-divergence",
                        "65 systems have a divergence that is the same everywhere.",
                        CARD,
                        65,
                        constant),
                Claim.atLeast(
                        "sum-rule",
                        "Where the divergence is constant, the exponents sum to it within 0.2 %"
                                + " (+0.001).",
                        "Liouville",
                        constant,
                        kept),
                Claim.atLeast(
                        "zero-exponent",
                        "At least 100 systems have an exponent that vanishes (the direction of the"
                                + " flow or of the drive).",
                        CARD,
                        100,
                        zero));
    }

    private List<Claim> agreement() {
        int chaotic = 0;
        int close = 0;
        int sprott = 0;
        for (var m : measured) {
            String name = m.system().name();
            double exponent = m.spectrum().map(s -> s.largest().value()).orElse(Double.NaN);
            double error = m.spectrum().map(s -> s.largest().error()).orElse(Double.NaN);
            var reference = independent.get(name);
            boolean counted =
                    reference != null
                            && reference.exponent() * m.system().period().orElse(1) >= CHAOS
                            && !Literature.REGULAR.contains(name);
            if (reference != null && counted) {
                chaotic++;
                close += Math.abs(exponent / reference.exponent() - 1) <= 0.15 ? 1 : 0;
            }
            var value = Literature.SPROTT.get(name);
            if (value != null) {
                // Three printed digits, five per cent, and what the length of the run leaves open.
                double tolerance = 0.05 * value + 0.0005 + 2 * error;
                sprott += Math.abs(exponent - value) <= tolerance ? 1 : 0;
            }
        }
        return List.of(
                Claim.atLeast(
                        "agree-with-independent-calculation",
                        "The largest exponent lies within 15 % of an independent calculation for 80"
                                + " % of the chaotic systems.",
                        "RK4 and QR, 3000 periods",
                        0.8,
                        (double) close / chaotic),
                Claim.atLeast(
                        "sprott-literature",
                        "Sprott's simple flows B to S have the exponents of the literature within 5"
                                + " % and two standard errors.",
                        "Sprott 1994, 2003",
                        18,
                        sprott));
    }

    /// Best sMAPE of each system of the tournament over the models.
    private Map<String, Double> best() {
        var best = new LinkedHashMap<String, Double>();
        for (String system : config.forecastSystems()) {
            results.stream()
                    .filter(r -> r.cell().system().equals(system))
                    .filter(r -> r.metrics().containsKey("smape"))
                    .mapToDouble(r -> r.metrics().get("smape"))
                    .min()
                    .ifPresent(v -> best.put(system, v));
        }
        return best;
    }

    private double medianSmape(String model) {
        double[] values =
                results.stream()
                        .filter(r -> r.cell().model().equals(model))
                        .mapToDouble(r -> r.metrics().getOrDefault("smape", 200.0))
                        .sorted()
                        .toArray();
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }

    private List<Claim> forecasts() {
        var best = best();
        var growth = new ArrayList<Double>();
        var error = new ArrayList<Double>();
        best.forEach((name, smape) ->
                measured.stream()
                        .filter(m -> m.system().name().equals(name) && m.spectrum().isPresent())
                        .forEach(m -> {
                            growth.add(m.growthPerPeriod());
                            error.add(smape);
                        }));
        double naive =
                List.of("naive", "mean", "seasonal-naive").stream()
                        .mapToDouble(this::medianSmape)
                        .min()
                        .orElse(Double.NaN);
        double learned =
                config.forecastModels().stream()
                        .filter(m -> !List.of("naive", "mean", "seasonal-naive").contains(m))
                        .mapToDouble(this::medianSmape)
                        .min()
                        .orElse(Double.NaN);
        return List.of(
                Claim.atLeast(
                        "error-rises-with-chaos",
                        "The error of the best method rises with lambda_1 T (Spearman 0.33 over 131"
                                + " systems in the paper).",
                        "Gilpin 2021, released results",
                        0.1,
                        spearman(growth, error)),
                Claim.atMost(
                        "learning-beats-naive",
                        "The best learned method's median sMAPE is at least 25 % below the best"
                                + " naive one's (the paper: N-BEATS; here the methods at hand).",
                        "Gilpin 2021, released results",
                        0.75,
                        learned / naive));
    }

    static double spearman(List<Double> x, List<Double> y) {
        // With nothing measured yet there is no correlation, and the claim does not hold.
        if (x.size() < 2) {
            return Double.NaN;
        }
        return RankCorrelation.spearman(
                x.stream().mapToDouble(Double::doubleValue).toArray(),
                y.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static List<Block> gallery() {
        var blocks = new ArrayList<Block>();
        for (String name : GALLERY) {
            var system = Catalog.system(name);
            double period = system.period().orElseThrow();
            var times = new double[GALLERY_POINTS];
            for (int i = 0; i < times.length; i++) {
                times[i] = i * period / 120;
            }
            var orbit =
                    Integrators.named("auto")
                            .tolerance(1e-8, 1e-8)
                            .solve(system.flow(), system.initial(), times);
            var points = new double[orbit.size()][];
            for (int i = 0; i < points.length; i++) {
                points[i] = new double[3];
                for (int a = 0; a < 3; a++) {
                    // Four decimals are finer than a screen.
                    points[i][a] = Math.rint(1e4 * orbit.state(i, a)) / 1e4;
                }
            }
            blocks.add(
                    new Block.PhasePortrait(
                            name,
                            orbit.names().subList(0, 3),
                            List.of(new Block.Orbit(name, points))));
        }
        return blocks;
    }

    private List<Block> exponents() {
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        var stored = new ArrayList<Double>();
        var here = new ArrayList<Double>();
        for (var m : measured) {
            double exponent = m.spectrum().map(s -> s.largest().value()).orElse(Double.NaN);
            var reference = independent.get(m.system().name());
            if (reference != null && reference.exponent() > 0 && exponent > 0) {
                x.add(reference.exponent());
                y.add(exponent);
            }
            var published = m.system().published().largestLyapunov();
            if (published.isPresent() && published.get().value() > 0 && exponent > 0) {
                stored.add(published.get().value());
                here.add(exponent);
            }
        }
        return List.of(
                new Block.Scatter(
                        "Largest exponent against an independent one",
                        new Block.Axes(
                                "independent calculation, 1/time",
                                "measured here, 1/time",
                                true,
                                true),
                        List.of(Block.Series.of("system", array(x), array(y)))),
                new Block.Scatter(
                        "Largest exponent: here against the values stored with the peer's"
                                + " catalogue",
                        new Block.Axes("stored, 1/time", "measured here, 1/time", true, true),
                        List.of(Block.Series.of("system", array(stored), array(here)))));
    }

    private List<Block> difficulty() {
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        best().forEach((name, smape) ->
                measured.stream()
                        .filter(m -> m.system().name().equals(name))
                        .forEach(m -> {
                            x.add(m.growthPerPeriod());
                            y.add(smape);
                        }));
        var rows = new ArrayList<List<String>>();
        config.forecastModels().stream()
                .sorted(Comparator.comparingDouble(this::medianSmape))
                .forEach(m -> rows.add(List.of(m, Claim.number(medianSmape(m)))));
        return List.of(
                new Block.Scatter(
                        "Error of the best method against chaos",
                        Block.Axes.linear(
                                "lambda_1 T, e-foldings a period", "best sMAPE over two periods"),
                        List.of(Block.Series.of("system", array(x), array(y)))),
                new Block.Table("Median sMAPE", List.of("model", "sMAPE"), rows));
    }

    private Block table() {
        var rows = new ArrayList<List<String>>();
        for (var m : measured) {
            rows.add(
                    List.of(
                            m.system().name(),
                            m.spectrum().map(s -> s.largest().toString()).orElse("–"),
                            m.system()
                                    .published()
                                    .largestLyapunov()
                                    .map(e -> Claim.number(e.value()))
                                    .orElse(""),
                            m.spectrum().map(s -> s.kaplanYorke().toString()).orElse("–"),
                            Double.isNaN(m.growthPerPeriod())
                                    ? "–"
                                    : Claim.number(m.growthPerPeriod()),
                            m.failure()));
        }
        return new Block.Table(
                "",
                List.of(
                        "system",
                        "largest exponent",
                        "stored with the peer",
                        "Kaplan-Yorke",
                        "lambda_1 T",
                        "note"),
                rows);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

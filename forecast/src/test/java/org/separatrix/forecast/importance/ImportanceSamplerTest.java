package org.separatrix.forecast.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.forecast.importance.ImportanceSampler.Sampling;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.DoubleStream;

class ImportanceSamplerTest {

    private static final ImportanceSettings SMALL =
            new ImportanceSettings(6, 10, 4, 2, 1, 3, 40, 16, 1e-2);

    @TempDir private Path folder = Path.of("");

    private static Reference reference(String system) {
        return Reference.of(Catalog.system(system), 20, 200, 30, new Seeds(1).of("reference"));
    }

    @Test
    void aReferenceSolvesItsEquationsAtItsSpacing() {
        var reference = reference("Lorenz");
        assertThat(reference.given()).hasDimensions(200, 3);
        assertThat(reference.future()).hasDimensions(30, 3);
        // A trajectory that begins at one of its rows follows it.
        var again = reference.from(50, reference.given()[50], 12);
        for (int i = 0; i < 12; i++) {
            assertThat(again[i][0]).isCloseTo(reference.given()[50 + i][0], within(1e-5));
        }
        var slope = new double[3];
        double[][] x = reference.given();
        reference.flow().derivative(0, x[100], slope);
        // Central differences are wrong in second order.
        double h = reference.step();
        assertThat((x[101][2] - x[99][2]) / (2 * h))
                .isCloseTo(slope[2], within(0.3 * (1 + Math.abs(slope[2]))));
    }

    @Test
    void startsAreDrawnWithTheFourthPowerOfTheSmoothedError() {
        // A cubic is left as it is by the filter, except where it is negative.
        var errors = new double[120];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = 0.01 * (i - 20);
        }
        var density = StartDensity.of(errors, 150);
        double sum = 0;
        for (int i = 20; i < 120; i++) {
            sum += Math.pow(errors[i], 4);
        }
        for (int i = 0; i < 150; i++) {
            double expected = i < 50 ? 0 : Math.pow(errors[i - 30], 4) / sum;
            assertThat(density.chances()[i]).isCloseTo(expected, within(1e-9));
        }
        assertThat(Arrays.stream(density.chances()).sum()).isCloseTo(1, within(1e-12));
        var random = new SplittableRandom(1);
        int late = 0;
        for (int k = 0; k < 10_000; k++) {
            late += density.draw(random) >= 130 ? 1 : 0;
        }
        double chance = Arrays.stream(density.chances(), 130, 150).sum();
        assertThat(late / 1e4)
                .isCloseTo(chance, within(4 * Math.sqrt(chance * (1 - chance) / 1e4)));
    }

    @Test
    void withoutErrorsAllStartsAreAlike() {
        var density = StartDensity.of(new double[100], 150);
        assertThat(DoubleStream.of(density.chances())).allMatch(c -> c == 1.0 / 150);
    }

    @Test
    void tinyErrorsDoNotUnderflow() {
        var errors = new double[60];
        Arrays.fill(errors, 1e-120);
        var chances = StartDensity.of(errors, 60).chances();
        assertThat(Arrays.stream(chances).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void theBudgetsAreThoseOfTheSettings() {
        var sampler = new ImportanceSampler(reference("Lorenz"), List.of(0), SMALL);
        var given = sampler.train(Sampling.GIVEN, new Seeds(2), () -> false);
        var uniform = sampler.train(Sampling.UNIFORM, new Seeds(2), () -> false);
        var importance = sampler.train(Sampling.IMPORTANCE, new Seeds(2), () -> false);
        // 190 windows make 12 batches of 16; three times 28 windows make 6.
        assertThat(given.samples()).isEqualTo(4 * 12 * 16);
        assertThat(uniform.samples()).isEqualTo(2 * 6 * 16);
        assertThat(importance.samples()).isEqualTo(uniform.samples());
        assertThat(given.course()).hasSize(2);
        assertThat(importance.course()).hasSize(2);
        // The first round knows no errors yet.
        assertThat(importance.course().getFirst().smape())
                .isEqualTo(uniform.course().getFirst().smape());
        assertThat(importance.smape()).isNotEqualTo(uniform.smape());
        assertThat(importance.smape()).isBetween(0.0, 2.0);
    }

    @Test
    void theSameSeedTrainsTheSameModel() {
        var sampler = new ImportanceSampler(reference("Rossler"), List.of(0, 1, 2), SMALL);
        var one = sampler.train(Sampling.IMPORTANCE, new Seeds(3), () -> false);
        var two = sampler.train(Sampling.IMPORTANCE, new Seeds(3), () -> false);
        assertThat(two.forecast()).isDeepEqualTo(one.forecast());
        assertThat(one.forecast()).hasDimensions(30, 3);
    }

    @Test
    void aSmoothOscillationIsLearned() {
        // A limit cycle is easy: after some training the forecast beats the mean by far.
        var settings = new ImportanceSettings(16, 20, 60, 2, 30, 4, 60, 16, 1e-2);
        var reference =
                Reference.of(Catalog.system("ForcedVanDerPol"), 20, 200, 20, new Seeds(4).of("r"));
        var sampler = new ImportanceSampler(reference, List.of(0), settings);
        var trained = sampler.train(Sampling.GIVEN, new Seeds(5), () -> false);
        assertThat(trained.smape()).isLessThan(0.5);
    }

    @Test
    void trainingCanBeCancelled() {
        var sampler = new ImportanceSampler(reference("Lorenz"), List.of(0), SMALL);
        assertThatThrownBy(() -> sampler.train(Sampling.GIVEN, new Seeds(2), () -> true))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void mistakesAreToldInOneLine() {
        assertThatThrownBy(() -> new ImportanceSettings(6, 50, 4, 2, 1, 3, 52, 16, 1e-2))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "trajectories of 52 rows, of which 2 are dropped, hold no window of 50 and"
                                + " the row after it; make them longer");
        assertThatThrownBy(() -> new ImportanceSettings(0, 50, 4, 2, 1, 3, 150, 16, 1e-2))
                .hasMessage("hidden must be at least 1, got 0");
        var random = new SplittableRandom(1);
        assertThatThrownBy(() -> Reference.of(Catalog.system("Henon"), 20, 200, 30, random))
                .hasMessage(
                        "Henon is a map; importance sampling simulates ordinary differential"
                                + " equations");
        var few = Reference.of(Catalog.system("Lorenz"), 20, 10, 5, random);
        assertThatThrownBy(() -> new ImportanceSampler(few, List.of(0), SMALL))
                .hasMessage("10 given rows hold no window of 10 and the row after it; give more");
    }

    @Test
    void finishedCellsAreNotRepeated() {
        var plan = new ImportancePlan(List.of("Lorenz"), 2, SMALL.sized(4, 1, 1, 1));
        var big = new ImportancePlan(List.of("Lorenz"), 2, sized());
        assertThat(plan.seeds()).isEqualTo(2);
        var stop = new AtomicBoolean();
        var first = new Run(0, folder, 1, "cpu", (_, _, _) -> stop.set(true), stop::get);
        assertThatThrownBy(() -> ImportanceBenchmark.run(big, first))
                .isInstanceOf(CancellationException.class);
        var told = new ArrayList<String>();
        var second = new Run(0, folder, 1, "cpu", (_, _, text) -> told.add(text), () -> false);
        var benchmark = ImportanceBenchmark.run(big, second);
        assertThat(told)
                .containsExactly(
                        "importance sampling of Lorenz, seed 0, resumed",
                        "importance sampling of Lorenz, seed 1");
        assertThat(benchmark.claims())
                .extracting(Claim::name)
                .containsExactly(
                        "importance-as-good-as-longer-training",
                        "importance-in-half-the-time",
                        "importance-beats-uniform");
        assertThat(benchmark.blocks()).hasSize(4);
    }

    private static ImportanceSettings sized() {
        return new ImportanceSettings(4, 50, 1, 1, 1, 2, 60, 64, 1e-3);
    }

    @Test
    void ownEquationsAreTrainedOnFromTheCommandLine() throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("own.yaml"),
                        """
                        name: Own
                        kind: flow
                        equations: |
                          x' = v
                          v' = -x
                        initial: [1, 0]
                        period: 6.283185307179586
                        """);
        var tool = new ImportanceTool();
        assertThat(Tools.named("importance-sampling")).isPresent();
        assertThat(tool.needsData()).isFalse();
        var settings =
                Settings.with(
                        tool.defaults(),
                        Map.ofEntries(
                                Map.entry("system", file.toString()),
                                Map.entry("rows", "80"),
                                Map.entry("horizon", "10"),
                                Map.entry("points-per-period", "20"),
                                Map.entry("window", "10"),
                                Map.entry("length", "30"),
                                Map.entry("epochs", "2"),
                                Map.entry("rounds", "2"),
                                Map.entry("round-epochs", "1"),
                                Map.entry("hidden", "4"),
                                Map.entry("controls", "true")));
        var report = tool.apply(settings, Optional.empty(), Run.quiet(1, folder));
        assertThat(report.summary()).startsWith("Forecast of 10 rows: sMAPE ");
        assertThat(Files.readAllLines(folder.resolve("forecast.csv")))
                .hasSize(11)
                .first()
                .isEqualTo("t,x,x_forecast,v,v_forecast");
        assertThat(folder.resolve("model.safetensors")).exists();
        var wrong = Settings.with(settings, Map.of("channel", "q"));
        assertThatThrownBy(() -> tool.apply(wrong, Optional.empty(), Run.quiet(1, folder)))
                .isInstanceOf(LabException.class)
                .hasMessage("Own has no state 'q'; there are x, v");
    }
}

package org.separatrix.forecast.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.analysis.features.SeriesFeatures;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.sampling.Samples;
import org.separatrix.dynamics.sampling.Sampling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

class FeatureAtlasTest {

    private static final List<String> NAMES =
            List.of("Lorenz", "Rossler", "Thomas", "Torus", "HindmarshRose", "Duffing", "SprottB");

    @TempDir private Path folder = Path.of("");

    private static List<SystemDescription> systems() {
        return NAMES.stream().map(Catalog::system).toList();
    }

    /// A stretch of a system far from the start, in other units.
    private static double[] elsewhere(String system, int points, int density) {
        var settings =
                Sampling.DEFAULT
                        .withPoints(20_000 + points, density)
                        .withSpacing(true, Sampling.Timescale.FOURIER, true);
        double[] x =
                Samples.of(Catalog.system(system), settings).trajectories().getFirst().column(0);
        var part = Arrays.copyOfRange(x, 20_000, x.length);
        return Arrays.stream(part).map(v -> 1000 - 3 * v).map(v -> -v).toArray();
    }

    @Test
    void featuresThatVaryBetweenSystemsAndNotWithinAreKeptFirst() {
        var random = new SplittableRandom(1);
        var measured = new ArrayList<SystemFeatures>();
        for (int s = 0; s < 8; s++) {
            var windows = new double[5][];
            for (int w = 0; w < 5; w++) {
                windows[w] =
                        new double[] {
                            random.nextGaussian(), // noise alone
                            s + 0.1 * random.nextGaussian(), // the system, blurred
                            10 * s + 0.001 * random.nextGaussian(), // the system, sharp
                            s == 3 ? Double.NaN : s, // undefined for one system
                            7, // the same for all
                            w == 2 ? Double.NaN : -s // undefined for a window
                        };
            }
            measured.add(new SystemFeatures("s" + s, windows, ""));
        }
        measured.add(new SystemFeatures("failed", new double[0][], "diverged"));
        var space = FeatureSpace.of(measured, 3);
        assertThat(space.systems()).hasSize(8).doesNotContain("failed");
        assertThat(space.columns()).containsExactly(5, 2, 1);
        assertThat(space.ratios()[0]).isZero();
        for (int k = 0; k < 3; k++) {
            int column = k;
            var values = Arrays.stream(space.points()).mapToDouble(p -> p[column]).toArray();
            assertThat(Arrays.stream(values).sum()).isCloseTo(0, within(1e-9));
            assertThat(Arrays.stream(values).map(v -> v * v).average().orElseThrow())
                    .isCloseTo(1, within(1e-9));
        }
        assertThat(space.distances(space.points()[4])[4]).isZero();
        // Neighbours are one unit of a standardised ladder of eight apart, in each feature.
        assertThat(space.usualDistance()).isCloseTo(1 / Math.sqrt(63 / 12.0), within(0.05));
        assertThatThrownBy(() -> FeatureSpace.of(measured.subList(0, 3), 3))
                .isInstanceOf(LabException.class)
                .hasMessage("a feature atlas needs 4 systems, 3 could be measured");
    }

    @Test
    void oneWildSystemDoesNotDecideWhichFeaturesAreKept() {
        var random = new SplittableRandom(2);
        var measured = new ArrayList<SystemFeatures>();
        for (int s = 0; s < 9; s++) {
            var windows = new double[5][];
            for (int w = 0; w < 5; w++) {
                windows[w] =
                        new double[] {
                            random.nextGaussian() + (s == 0 ? 1e6 : 0), s + random.nextGaussian()
                        };
            }
            measured.add(new SystemFeatures("s" + s, windows, ""));
        }
        var space = FeatureSpace.of(measured, 1);
        assertThat(space.columns()).containsExactly(1);
    }

    @Test
    void aSeriesOfASystemLiesNearestToItWhateverItsUnits() {
        var atlas = FeatureAtlas.of(systems(), new Windows(4, 1000, 50), Run.quiet(0, folder));
        for (String name : List.of("Lorenz", "Rossler", "HindmarshRose", "Torus")) {
            var near = atlas.nearest(elsewhere(name, 3000, 50), 3);
            assertThat(near.getFirst().system()).isEqualTo(name);
            assertThat(near.get(1).distance()).isGreaterThan(near.getFirst().distance());
        }
        assertThat(atlas.map(new Seeds(1)))
                .isDeepEqualTo(atlas.map(new Seeds(1)))
                .hasDimensions(7, 2);
        assertThatThrownBy(() -> atlas.nearest(new double[999], 1))
                .isInstanceOf(LabException.class)
                .hasMessage("a series on this atlas needs 1000 values, got 999");
    }

    @Test
    void anInterruptedMeasurementRepeatsNoFinishedSystemAndThreadsDoNotMatter() {
        var windows = new Windows(2, 200, 20);
        var stop = new AtomicBoolean();
        var first = new Run(0, folder, 1, "cpu", (_, _, _) -> stop.set(true), stop::get);
        assertThatThrownBy(() -> SystemFeatures.of(systems(), windows, first))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("atlas/Lorenz.json")).exists();
        assertThat(folder.resolve("atlas/Rossler.json")).doesNotExist();
        var resumed = SystemFeatures.of(systems(), windows, Run.quiet(0, folder));
        var whole = SystemFeatures.of(systems(), windows, Run.quiet(0, folder.resolve("b")));
        for (int s = 0; s < NAMES.size(); s++) {
            assertThat(resumed.get(s).system()).isEqualTo(NAMES.get(s));
            assertThat(Arrays.deepToString(resumed.get(s).features()))
                    .isEqualTo(Arrays.deepToString(whole.get(s).features()));
        }
    }

    @Test
    void smoothValuesVaryAlongTheMapAndDealtOutOnesDoNot() {
        var random = new SplittableRandom(3);
        var places = new double[100][];
        var smooth = new double[100];
        var noise = new double[100];
        for (int i = 0; i < 100; i++) {
            places[i] = new double[] {random.nextDouble(), random.nextDouble()};
            smooth[i] = places[i][0] + 2 * places[i][1];
            noise[i] = random.nextDouble();
        }
        var along = Variation.of("smooth", smooth, places, random);
        assertThat(along.p()).isEqualTo(1.0 / 2001);
        assertThat(along.ratio()).isLessThan(0.3);
        assertThat(along.alongSecond()).isGreaterThan(along.alongFirst()).isGreaterThan(0.5);
        var dealt = Variation.of("noise", noise, places, random);
        assertThat(dealt.p()).isGreaterThan(0.01);
        assertThat(dealt.ratio()).isCloseTo(1, within(0.15));
        smooth[5] = Double.NaN;
        assertThat(Variation.of("gap", smooth, places, random).systems()).isEqualTo(99);
        var few = Variation.of("few", new double[6], places, random);
        assertThat(few.p()).isNaN();
    }

    @Test
    void withoutARelationSmallChancesAreAsRareAsTheySay() {
        var random = new SplittableRandom(4);
        int below = 0;
        for (int trial = 0; trial < 200; trial++) {
            var places = new double[30][2];
            var values = new double[30];
            for (int i = 0; i < 30; i++) {
                places[i][0] = random.nextGaussian();
                places[i][1] = random.nextGaussian();
                values[i] = random.nextGaussian();
            }
            below += Variation.of("x", values, places, random).p() <= 0.1 ? 1 : 0;
        }
        // 20 of 200 expected, four standard errors of 4.2.
        assertThat(below).isBetween(3, 37);
    }

    @Test
    void theCatalogueHasEveryInvariantOfTheTests() {
        for (var invariant : Variation.Invariant.values()) {
            long known =
                    SystemFeatures.systems().stream()
                            .filter(s -> Double.isFinite(invariant.of(s)))
                            .count();
            assertThat(known).as(invariant.title()).isGreaterThan(100);
        }
        assertThat(SystemFeatures.systems()).hasSize(129);
        assertThat(Variation.Invariant.GROWTH.of(Catalog.system("Lorenz")))
                .isCloseTo(1.36, within(0.3));
    }

    private static Dataset data(double[] first, double[] second) {
        var times = new double[first.length];
        var states = new double[2 * first.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = 0.1 * i;
            states[2 * i] = first[i];
            states[2 * i + 1] = second[i];
        }
        return Dataset.of("my data", new Trajectory(times, states, List.of("a, b", "c")));
    }

    @Test
    void theToolNamesTheSystemsOfTwoChannelsAndStoresTheirFeatures() throws IOException {
        var tool = new AtlasTool();
        var data = data(elsewhere("Lorenz", 1500, 40), elsewhere("Rossler", 1500, 40));
        var report =
                tool.apply(
                        new AtlasTool.Settings(3, 500, 8), Optional.of(data), Run.quiet(0, folder));
        assertThat(report.summary()).contains("a, b is most like").contains("251 features");
        var table = report.sections().getFirst().blocks().getFirst().toString();
        assertThat(table).contains("Lorenz").contains("Rossler");
        assertThat(folder.resolve("atlas")).doesNotExist();
        var lines = Files.readAllLines(folder.resolve("features.csv"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("channel,mean,median");
        assertThat(lines.get(1)).startsWith("\"a, b\",");
        assertThat(lines.get(2).split(",", -1)).hasSize(1 + SeriesFeatures.count());
    }

    @Test
    void dataThatCannotBePlacedAreRefusedInOneLine() {
        var tool = new AtlasTool();
        var run = Run.quiet(0, folder);
        var settings = tool.defaults();
        var ramp = new double[100];
        Arrays.setAll(ramp, i -> i);
        assertThatThrownBy(
                        () -> tool.apply(settings, Optional.of(data(ramp, new double[100])), run))
                .isInstanceOf(LabException.class)
                .hasMessage("my data: column 'c' is constant; leave it out");
        var few = Arrays.copyOf(ramp, 30);
        assertThatThrownBy(() -> tool.apply(settings, Optional.of(data(few, few)), run))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("my data: needs at least 64 evenly spaced rows");
        assertThatThrownBy(() -> new Windows(1, 64, 2)).isInstanceOf(LabException.class);
    }
}

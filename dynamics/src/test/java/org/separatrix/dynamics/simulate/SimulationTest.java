package org.separatrix.dynamics.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemFile;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.dynamics.files.TrajectorySink;
import org.separatrix.dynamics.integrate.CancelledException;
import org.separatrix.dynamics.integrate.DivergedException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class SimulationTest {

    private static final SimulationSettings SHORT = SimulationSettings.DEFAULT.withPoints(50);

    @Test
    void aFlowIsReadOffOneHundredTimesAPeriod() {
        var lorenz = Catalog.system("Lorenz");
        var x = Simulation.of(lorenz).run(SHORT);
        assertThat(x.size()).isEqualTo(50);
        assertThat(x.time(1)).isCloseTo(1.5008 / 100, within(1e-15));
        assertThat(x.state(0)).containsExactly(lorenz.initial());
    }

    @Test
    void theTransientIsTheBeginningOfTheSameOrbit() {
        for (String name :
                List.of("Lorenz", "Henon", "MackeyGlass", "Heston", "Epidemic", "Burgers")) {
            var simulation = Simulation.of(Catalog.system(name));
            double every = name.equals("Henon") ? 1 : 0.25;
            var whole = simulation.run(SHORT.withEvery(every).withPoints(12));
            var later =
                    simulation.run(SHORT.withEvery(every).withPoints(2).withTransient(10 * every));
            assertThat(later.time(0)).isCloseTo(10 * every, within(1e-12));
            assertThat(later.last()).containsExactly(whole.last(), within(1e-6));
        }
    }

    @Test
    void durationAndPointsDecideTheSpacing() {
        var x = Simulation.of(Catalog.system("Rossler")).run(SHORT.withDuration(9.8));
        assertThat(x.time(49)).isCloseTo(9.8, within(1e-12));
        var y =
                Simulation.of(Catalog.system("Rossler"))
                        .run(SimulationSettings.DEFAULT.withDuration(1).withEvery(0.1));
        assertThat(y.size()).isEqualTo(11);
    }

    @Test
    void noiseOnAFlowIsRepeatedByItsSeed() {
        var simulation = Simulation.of(Catalog.system("Lorenz"));
        var noisy = SHORT.withNoise(0.5).withSeed(3);
        assertThat(simulation.run(noisy).states()).isEqualTo(simulation.run(noisy).states());
        assertThat(simulation.run(noisy.withSeed(4)).last())
                .isNotEqualTo(simulation.run(noisy).last());
    }

    @Test
    void noiseOnAMapIsRefused() {
        assertThatThrownBy(() -> Simulation.of(Catalog.system("Henon")).run(SHORT.withNoise(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Henon: noise can be added to a flow, not to a map");
    }

    @Test
    void everyStartHasATrajectory() {
        var x =
                Simulation.of(Catalog.system("Lorenz"))
                        .runAll(
                                SHORT.withStarts(
                                        List.of(new double[] {1, 1, 1}, new double[] {2, 1, 1})));
        assertThat(x).hasSize(2);
        assertThat(x.get(1).state(0)).containsExactly(2, 1, 1);
    }

    @Test
    void aDelaySystemCanBeEmbedded() {
        var x = Simulation.of(Catalog.system("MackeyGlass")).run(SHORT.withEmbedding(10));
        assertThat(x.dimension()).isEqualTo(10);
    }

    @Test
    void failuresNameTheSystem() {
        var system =
                SystemFile.read("name: Burst\nequations: \"x' = x^2\"\ninitial: [1]", "Burst.yaml");
        assertThatThrownBy(() -> Simulation.of(system).run(SHORT.withDuration(2)))
                .isInstanceOf(SimulationException.class)
                .hasMessageStartingWith("Burst: ")
                .hasCauseInstanceOf(DivergedException.class);
    }

    @Test
    void aCancelledRunSaysSo() {
        assertThatThrownBy(() ->
                        Simulation.of(Catalog.system("Lorenz"))
                                .run(SHORT.withCancelled(() -> true)))
                .hasCauseInstanceOf(CancelledException.class);
    }

    @Test
    void contradictorySettingsAreRefused() {
        assertThatThrownBy(() -> SHORT.withDuration(3).withEvery(1))
                .hasMessageContaining("give at most two of them");
        assertThatThrownBy(
                        () -> Simulation.of(Catalog.system("Burgers")).run(SHORT.withMethod("rk4")))
                .hasMessage("Burgers is a pde: its only method is etdrk4, got rk4");
    }

    @Test
    void aModelOfXppautRunsLikeASystemOfTheCatalogue(@TempDir Path folder)
            throws java.io.IOException {
        var file = folder.resolve("decay.ode");
        Files.writeString(file, "par k=2\nx'=-k*x\ninit x=3\n@ total=1, dt=.05\ndone\n");
        var system = Catalog.resolve(file.toString());
        assertThat(system.name()).isEqualTo("decay");
        var x = Simulation.of(system).run(SimulationSettings.DEFAULT.withDuration(1));
        assertThat(x.last()[0]).isCloseTo(3 * Math.exp(-2), within(1e-8));
    }

    /// Keeps what it is given, to compare.
    private static final class Kept implements TrajectorySink {
        private final List<double[]> rows = new ArrayList<>();
        private final List<Double> times = new ArrayList<>();

        @Override
        public void row(double t, double[] x) {
            times.add(t);
            rows.add(x.clone());
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }

    @Test
    void aStreamHasTheRowsOfTheRunToTheBit() {
        for (var settings : List.of(SHORT, SHORT.withTransient(7).withEvery(3))) {
            for (String name : List.of("Lorenz", "Henon", "MackeyGlass", "Heston")) {
                var simulation = Simulation.of(Catalog.system(name));
                var kept = new Kept();
                var whole = simulation.run(settings);
                assertThat(simulation.stream(settings, kept)).isEqualTo(whole.size());
                assertThat(kept.times).hasSize(whole.size());
                for (int i = 0; i < whole.size(); i++) {
                    assertThat(kept.times.get(i)).isEqualTo(whole.time(i));
                    assertThat(kept.rows.get(i)).containsExactly(whole.state(i));
                }
            }
        }
    }

    @Test
    void aMillionRowsAreWrittenWhileIntegratingAndTheHeapStaysSmall(@TempDir Path folder) {
        var path = folder.resolve("lorenz.parquet");
        var lorenz = Catalog.system("Lorenz");
        int points = 1_000_000;
        var asked = new long[1];
        var most = new long[1];
        long before = usedAfterCollection();
        var settings =
                SimulationSettings.DEFAULT
                        .withPoints(points)
                        .withPointsPerPeriod(1000)
                        .withTolerance(1e-6, 1e-9)
                        .withCancelled(() -> {
                            if (++asked[0] % 10_000 == 0) {
                                most[0] = Math.max(most[0], usedAfterCollection() - before);
                            }
                            return false;
                        });
        try (var sink = TrajectoryFiles.sink(path, lorenz.system().states(), List.of())) {
            assertThat(Simulation.of(lorenz).stream(settings, sink)).isEqualTo(points);
            sink.finish();
        }
        // The trajectory itself would take 32 MB.
        assertThat(asked[0]).isGreaterThan(10_000);
        assertThat(most[0]).isLessThan(8L << 20);
        var read = TrajectoryFiles.read(path).only();
        assertThat(read.size()).isEqualTo(points);
        assertThat(read.time(points - 1)).isCloseTo(999.999 * 1.5008, within(1e-3));
    }

    private static long usedAfterCollection() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Precision;
import org.separatrix.learn.training.Watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Trainings that are killed and taken up again.
class KeepTest {

    private static final double[] TIMES = {0, 1, 2, 3};
    private static final int UPDATES = 50;

    @TempDir private Path folder;

    /// One way to train, and what came of it.
    private interface Way {
        double[] train(Keep keep);
    }

    private static double[][][] series() {
        var random = new Seeds(3).of("series");
        var series = new double[24][TIMES.length][1];
        for (var one : series) {
            for (int i = 0; i < one.length; i++) {
                one[i][0] = (i == 0 ? 0 : 0.8 * one[i - 1][0]) + random.nextGaussian();
            }
        }
        return series;
    }

    private static double[] drawn(PathLaw law) {
        try (law) {
            var paths = law.sample(4, new Seeds(9));
            var flat = new double[4 * TIMES.length];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = paths[i / TIMES.length][i % TIMES.length][0];
            }
            return flat;
        }
    }

    /// Stops the training after half of it, then goes on, and compares with one without a break.
    private void goesOnWithTheSameBits(Way way) {
        var whole = way.train(Keep.nowhere(Watch.NOBODY));
        var file = folder.resolve("training");
        Watch half = (done, total, _) -> done < total / 2;
        assertThatThrownBy(() -> way.train(new Keep(half, file, "one")))
                .isInstanceOf(CancellationException.class);
        var seen = new long[] {Long.MAX_VALUE};
        Watch from =
                (done, _, _) -> {
                    seen[0] = Math.min(seen[0], done);
                    return true;
                };
        assertThat(way.train(new Keep(from, file, "one"))).isEqualTo(whole);
        assertThat(seen[0]).isGreaterThan(UPDATES / 2 - 1);
        assertThatThrownBy(() -> way.train(new Keep(Watch.NOBODY, file, "two")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("belongs to another configuration (one, here two)");
    }

    @Test
    void aContestGoesOn() {
        var settings =
                new SdeGan.Settings(
                        4, 8, 1, 2, 3, 1, 16, UPDATES, 2, 1, 1e-2, 1e-2, Precision.SINGLE);
        goesOnWithTheSameBits(
                keep -> drawn(SdeGan.fit(TIMES, series(), settings, new Seeds(1), keep)));
    }

    @Test
    void anInferenceGoesOn() {
        var settings = new LatentSde.Settings(2, 4, 8, 0.1, 1, 16, UPDATES, 1e-2, Precision.SINGLE);
        goesOnWithTheSameBits(
                keep -> drawn(LatentSde.fit(TIMES, series(), settings, new Seeds(1), keep)));
    }

    @Test
    void aMatchGoesOn() {
        var settings =
                new MatchedSde.Settings(
                        MatchedSde.Objective.ENERGY,
                        4,
                        8,
                        1,
                        2,
                        3,
                        1,
                        16,
                        UPDATES,
                        1e-2,
                        Precision.SINGLE);
        goesOnWithTheSameBits(
                keep -> drawn(MatchedSde.fit(TIMES, series(), settings, new Seeds(1), keep)));
    }

    private static double[] missing(Keep keep) {
        return HybridOde.fit(
                        List.of("x", "y"),
                        List.of("1.3*x", "-1.8*y"),
                        LotkaVolterraCase.times(),
                        LotkaVolterraCase.series(4, new Seeds(1).of("data")),
                        new FieldSettings(8, 1, 6, 1, 4, 40, 1e-2, 12),
                        new Seeds(2),
                        keep)
                .missing(new double[] {1, 2});
    }

    @Test
    void theFieldOfAnEquationGoesOnInEitherOfItsTwoTrainings() {
        var whole = missing(Keep.nowhere(Watch.NOBODY));
        var file = folder.resolve("field");
        for (int length : new int[] {40, 12}) {
            Watch half = (done, total, _) -> total != length || done < total / 2;
            assertThatThrownBy(() -> missing(new Keep(half, file, "one")))
                    .isInstanceOf(CancellationException.class);
        }
        var heard = new ArrayList<Long>();
        Watch last = (done, _, _) -> heard.add(done);
        assertThat(missing(new Keep(last, file, "one"))).isEqualTo(whole);
        assertThat(heard).hasSize(6);
    }

    @Test
    void finishedTrainingsAreRemovedWithTheirFolder() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("t")).resolve("a"), "x");
        Keep.clear(folder.resolve("t"));
        assertThat(folder.resolve("t")).doesNotExist();
        Keep.clear(folder.resolve("t"));
    }
}

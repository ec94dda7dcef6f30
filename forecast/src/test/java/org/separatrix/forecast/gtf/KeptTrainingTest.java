package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.Settings;
import org.separatrix.lab.bench.Cell;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

class KeptTrainingTest {

    private static final Gtf METHOD =
            Settings.with(
                    new Gtf(
                            8,
                            true,
                            20,
                            4,
                            300,
                            5e-3,
                            1e-4,
                            Forcing.PRODUCT,
                            1,
                            5,
                            0.98,
                            0,
                            1e-4,
                            0),
                    Map.of("validation", "0.4", "noise", "0.01"));

    @TempDir private Path folder = Path.of("");

    private Run run(int stopAfter) {
        var asked = new AtomicInteger();
        return new Run(
                3, folder, 1, "cpu", Progress.SILENT, () -> asked.incrementAndGet() > stopAfter);
    }

    private FinishedParts<KeptTraining.Kept> store() {
        return FinishedParts.in(folder.resolve("unfinished"), "asked", KeptTraining.Kept.class);
    }

    private static GtfTraining training() {
        return new GtfTraining(METHOD, new double[][][] {Passes.normal(400, 2, 1)}, new Seeds(5));
    }

    @Test
    void aStoppedTrainingGoesOnWithTheSameBits() {
        var whole = training();
        var curves = new KeptTraining(whole, 300, "whole", store()).finish(run(Integer.MAX_VALUE));
        // The run is asked twice an update; it stops after 77.
        assertThatThrownBy(() -> new KeptTraining(training(), 300, "cut", store()).finish(run(154)))
                .isInstanceOf(CancellationException.class);
        var resumed = training();
        var kept = new KeptTraining(resumed, 300, "cut", store());
        assertThat(resumed.updates()).isEqualTo(77);
        var after = kept.finish(run(Integer.MAX_VALUE));
        assertThat(resumed.state()).usingRecursiveComparison().isEqualTo(whole.state());
        assertThat(after).isEqualTo(curves);
        assertThat(after.at()).hasSize(300);
    }

    @Test
    void aCellOfTheExperimentGoesOnWhereItWasStopped() {
        var config = new GtfConfig(1000, 0.05, 4, 10, 2, 60, 1, 5000, 20, 20);
        var cell = new Cell("Lorenz", "adaptive", 0, "");
        var whole = new GtfTask(config, run(Integer.MAX_VALUE)).evaluate(cell);
        assertThatThrownBy(() -> new GtfTask(config, run(60)).evaluate(cell))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("unfinished/adaptive-0.json")).exists();
        var task = new GtfTask(config, run(Integer.MAX_VALUE));
        var resumed = task.evaluate(cell);
        assertThat(resumed.metrics()).isEqualTo(whole.metrics());
        assertThat(resumed.details()).isEqualTo(whole.details());
        task.forgetStates();
        assertThat(folder.resolve("unfinished")).doesNotExist();
    }

    @Test
    void theHeartIsMeasuredAgainstAnotherRecordingOfItself() {
        var heart =
                new HeartCase(new GtfConfig(1000, 0, 4, 10, 2, 60, 1, 5000, 20, 20), new Seeds(1));
        // Floor and ceiling of D_stsp: another recording, and a run at rest.
        assertThat(heart.floor().get("divergence")).isBetween(0.0, 1.5);
        double[][] rest = new double[5000][];
        java.util.Arrays.fill(rest, heart.test()[0]);
        assertThat(heart.scores(heart.test(), rest).get("divergence")).isGreaterThan(10);
    }
}

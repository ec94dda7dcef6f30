package org.separatrix.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.LabException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

final class DatasetTest {

    @TempDir Path folder;

    private static Dataset data(double[] times, double... values) {
        return Dataset.of("my.csv", new Trajectory(times, values, List.of("x")));
    }

    private static Dataset sampled(DoubleUnaryOperator f, double... times) {
        var values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            values[i] = f.applyAsDouble(times[i]);
        }
        return data(times, values);
    }

    private static double[] irregular(int n, double span) {
        var times = new double[n];
        for (int i = 0; i < n; i++) {
            double s = (double) i / (n - 1);
            times[i] = span * (s + 0.2 / n * Math.sin(7 * i) * s * (1 - s));
        }
        return times;
    }

    @Test
    void filesBecomeDataSetsWithWarnings() throws IOException {
        var file = Files.writeString(folder.resolve("my.csv"), "time,x\n0,1\n1,\n2,3\n");
        var read = DataFiles.read(file, null, List.of(), null);
        assertThat(read.dataset().name()).isEqualTo("my.csv");
        assertThat(read.dataset().rows()).isEqualTo(3);
        assertThat(read.warnings()).containsExactly("my.csv: 1 gap, in row 3");
        var missing = folder.resolve("no.csv");
        assertThatThrownBy(() -> DataFiles.read(missing, null, List.of(), null))
                .isInstanceOf(LabException.class)
                .hasMessage("no file " + missing);
    }

    @Test
    void linesAreResampledExactlyByLineAndCubic() {
        var line = sampled(t -> 2 - 3 * t, irregular(40, 10));
        for (var method : List.of(Resampling.Method.LINEAR, Resampling.Method.CUBIC)) {
            var even = Resampling.even(line, 0.1, method).trajectories().getFirst();
            assertThat(even.size()).isEqualTo(101);
            for (int i = 0; i < even.size(); i++) {
                assertThat(even.time(i)).isCloseTo(0.1 * i, within(1e-12));
                assertThat(even.state(i, 0)).isCloseTo(2 - 0.3 * i, within(1e-9));
            }
        }
    }

    private static double error(int n, Resampling.Method method) {
        var even =
                Resampling.even(sampled(Math::exp, irregular(n, 1)), 0.01, method)
                        .trajectories()
                        .getFirst();
        double worst = 0;
        for (int i = 0; i < even.size(); i++) {
            worst = Math.max(worst, Math.abs(even.state(i, 0) - Math.exp(even.time(i))));
        }
        return worst;
    }

    @Test
    void interpolationErrorsFallWithTheirOrder() {
        double linear =
                Math.log(error(20, Resampling.Method.LINEAR) / error(40, Resampling.Method.LINEAR))
                        / Math.log(2);
        assertThat(linear).isCloseTo(2, within(0.4));
        assertThat(error(40, Resampling.Method.CUBIC))
                .isLessThan(0.2 * error(40, Resampling.Method.LINEAR));
    }

    @Test
    void cubicsDoNotOvershootAStep() {
        var even =
                Resampling.even(
                        data(new double[] {0, 1, 2, 3, 4}, 0, 0, 0, 1, 1),
                        0.05,
                        Resampling.Method.CUBIC);
        for (double v : even.trajectories().getFirst().states()) {
            assertThat(v).isBetween(0.0, 1.0);
        }
    }

    @Test
    void previousHoldsUntilTheNextValue() {
        var even =
                Resampling.even(
                        data(new double[] {0, 1.2, 3}, 5, 6, 7), 0.5, Resampling.Method.PREVIOUS);
        assertThat(even.trajectories().getFirst().states()).containsExactly(5, 5, 5, 6, 6, 6, 7);
    }

    @Test
    void longGapsStayAndShortOnesAreFilled() {
        var data = data(new double[] {0, 1, 2, 3, 4, 20, 21}, 0, 1, Double.NaN, 3, 4, 20, 21);
        var even = Resampling.even(data, 1, Resampling.Method.LINEAR).trajectories().getFirst();
        assertThat(even.size()).isEqualTo(22);
        assertThat(even.state(2, 0)).isEqualTo(2);
        for (int i = 5; i < 20; i++) {
            assertThat(even.state(i, 0)).isNaN();
        }
        assertThat(even.state(20, 0)).isEqualTo(20);
    }

    @Test
    void standardizingHasUnitScaleAndIsUndone() {
        var data = sampled(t -> 100 + 3 * Math.sin(t), irregular(200, 30));
        var standardizer = Standardizer.of(data);
        var standard = standardizer.apply(data);
        var again = Standardizer.of(standard);
        assertThat(again.mean()[0]).isCloseTo(0, within(1e-12));
        assertThat(again.deviation()[0]).isCloseTo(1, within(1e-12));
        double[] restored = standardizer.invert(standard).trajectories().getFirst().states();
        assertThat(restored)
                .containsExactly(data.trajectories().getFirst().states(), within(1e-11));
    }

    @Test
    void splitsKeepTheOrderOfTime() {
        var data = sampled(t -> t, irregular(12, 11));
        var split = Split.byTime(data, Split.DEFAULT_SHARE);
        assertThat(split.train().rows()).isEqualTo(10);
        assertThat(split.test().rows()).isEqualTo(2);
        assertThatThrownBy(() -> Split.byTrajectory(data, 0.5))
                .hasMessage(
                        "my.csv: needs at least two trajectories to split between them, got one;"
                                + " split by time");
    }

    @Test
    void windowsNeverCrossAGap() {
        var data = data(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 0, 1, 2, Double.NaN, 4, 5, 6, 7);
        var windows = Split.windows(data, 3, 1);
        assertThat(windows).hasSize(3);
        assertThat(windows.stream().map(w -> w.time(0)).toList()).containsExactly(0.0, 4.0, 5.0);
    }

    @Test
    void whatAMethodNeedsIsAskedFor() {
        var data = data(new double[] {0, 1}, 3, 3);
        assertThatThrownBy(() -> data.requireRows(5))
                .hasMessage("my.csv: needs at least 5 rows, the longest trajectory has 2");
        assertThatThrownBy(data::requireVarying)
                .hasMessage("my.csv: column 'x' is constant; leave it out");
    }
}

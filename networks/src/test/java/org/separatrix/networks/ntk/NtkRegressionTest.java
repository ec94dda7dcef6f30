package org.separatrix.networks.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class NtkRegressionTest {

    @TempDir Path folder;

    private static final double NOISE = 0.2;

    private static double truth(double a, double b) {
        return 5 + 2 * Math.sin(2 * a) + a * b;
    }

    private static double[][] inputs(int n, String name) {
        var random = new Seeds(7).of(name);
        var x = new double[n][2];
        for (double[] row : x) {
            row[0] = 3 * random.nextDouble() - 1;
            row[1] = 100 * (2 * random.nextDouble() - 1);
        }
        return x;
    }

    private static double[] noisy(double[][] x) {
        var random = new Seeds(7).of("noise");
        var y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = truth(x[i][0], x[i][1] / 100) + NOISE * random.nextGaussian();
        }
        return y;
    }

    private static NtkSettings with(NtkSettings.Kernel kernel) {
        return new NtkSettings("", kernel, "relu", 3, Math.sqrt(2), 1, 0.25);
    }

    @ParameterizedTest
    @EnumSource(NtkSettings.Kernel.class)
    void smoothFunctionsAreFoundUnderTheirNoise(NtkSettings.Kernel kernel) {
        double[][] x = inputs(200, "train");
        var fitted = NtkRegression.fit(with(kernel), x, noisy(x));
        double[][] fresh = inputs(200, "test");
        var bands = fitted.predict(fresh);
        double square = 0;
        int inside = 0;
        for (int i = 0; i < 200; i++) {
            double off = bands.mean()[i] - truth(fresh[i][0], fresh[i][1] / 100);
            square += off * off / 200;
            inside += Math.abs(off) < 2 * bands.deviation()[i] ? 1 : 0;
        }
        // Better than the noise of a single observation, and the noise itself is known.
        assertThat(Math.sqrt(square)).isLessThan(0.7 * NOISE);
        assertThat(fitted.noise()).isBetween(0.75 * NOISE, 1.35 * NOISE);
        assertThat(inside).isGreaterThan(190);
    }

    @Test
    void unitsOfInputsAndTargetDoNotMatter() {
        double[][] x = inputs(50, "train");
        double[] y = noisy(x);
        double[][] scaled = new double[50][];
        double[] shifted = new double[50];
        for (int i = 0; i < 50; i++) {
            scaled[i] = new double[] {1000 * x[i][0] + 3, -x[i][1]};
            shifted[i] = 10 * y[i] - 4;
        }
        double a = NtkRegression.fit(NtkSettings.DEFAULT, x, y).predict(x).mean()[3];
        double b =
                NtkRegression.fit(NtkSettings.DEFAULT, scaled, shifted).predict(scaled).mean()[3];
        assertThat(b).isCloseTo(10 * a - 4, within(1e-8));
    }

    private Dataset table(int n) {
        double[][] x = inputs(n, "table");
        double[] y = noisy(x);
        var times = new double[n];
        var states = new double[3 * n];
        for (int i = 0; i < n; i++) {
            times[i] = i;
            states[3 * i] = y[i];
            states[3 * i + 1] = x[i][0];
            states[3 * i + 2] = x[i][1];
        }
        states[7] = Double.NaN;
        return Dataset.of("my.csv", new Trajectory(times, states, List.of("y", "a", "b")));
    }

    @Test
    void toolWritesAModelThatPredictsWhatItReported() throws IOException {
        var settings = new NtkSettings("y", NtkSettings.Kernel.NTK, "gelu", 3, 1.4, 0.1, 0.25);
        var report = new NtkTool().apply(settings, Optional.of(table(80)), Run.quiet(1, folder));
        assertThat(report.summary()).startsWith("y from a, b: root mean square error 0.");
        var lines = Files.readAllLines(folder.resolve("predictions.csv"));
        assertThat(lines).hasSize(21).first().isEqualTo("observed,mean,low80,high80");
        var model = NtkModel.read(folder.resolve("model.json"));
        assertThat(model.points()).hasNumberOfRows(59);
        double close = model.predict(new double[][] {{0.5, 20}})[0];
        assertThat(close).isCloseTo(truth(0.5, 0.2), within(0.5));
        new NtkTool().apply(settings, Optional.of(table(80)), Run.quiet(1, folder));
        assertThat(Files.readAllLines(folder.resolve("predictions.csv"))).isEqualTo(lines);
    }

    @Test
    void tablesThatCannotBeUsedAreRefused() throws IOException {
        var run = Run.quiet(1, folder);
        var none = new NtkSettings("z", NtkSettings.Kernel.NTK, "relu", 3, 1.4, 0.1, 0.25);
        assertThatThrownBy(() -> new NtkTool().apply(none, Optional.of(table(80)), run))
                .isInstanceOf(LabException.class)
                .hasMessage("my.csv has no column 'z'; there are y, a, b");
        assertThatThrownBy(
                        () -> new NtkTool().apply(NtkSettings.DEFAULT, Optional.of(table(5)), run))
                .hasMessage(
                        "4 complete rows cannot be split at a validation share of 0.25; at least 4"
                                + " must train and 1 judge");
        double[][] flat = {{1, 0}, {1, 2}, {1, 3}, {1, 5}};
        assertThatThrownBy(() ->
                        NtkRegression.fit(NtkSettings.DEFAULT, flat, new double[] {1, 2, 3, 4}))
                .hasMessage("input 1 is constant over the training rows; leave it out or add rows");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
        assertThatThrownBy(() -> NtkModel.read(other))
                .hasMessage(
                        "cannot read %s as a model of tangent-kernel regression".formatted(other));
    }
}

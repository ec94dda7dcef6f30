package org.separatrix.forecast.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.Precision;
import org.separatrix.learn.solve.ControlPath.Interpolation;
import org.separatrix.learn.training.Watch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// The same training in numbers of 32 and of 64 bits.
class PrecisionTest {

    private static final double[] TIMES = {0, 1, 2, 3};

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

    private static int[] labels() {
        var labels = new int[24];
        Arrays.setAll(labels, i -> i % 2);
        return labels;
    }

    private static double[] flat(double[][][] values) {
        return Arrays.stream(values)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static double[] flat(double[][] values) {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
    }

    /// Few updates, so that differences of rounding have not grown much.
    private static void agree(Function<Precision, double[]> model) {
        var wide = model.apply(Precision.DOUBLE);
        var narrow = model.apply(Precision.SINGLE);
        double size = Arrays.stream(wide).map(Math::abs).max().orElseThrow();
        assertThat(narrow).isNotEqualTo(wide);
        for (int i = 0; i < wide.length; i++) {
            assertThat(narrow[i]).isCloseTo(wide[i], within(1e-3 * size));
        }
    }

    private static NeuralCde cde(Precision precision) {
        var settings =
                new NeuralCde.Settings(
                        4, 8, 2, true, Interpolation.HERMITE, 6, 8, 4, 1e-2, precision);
        return NeuralCde.fit(TIMES, series(), labels(), settings, new Seeds(1));
    }

    @Test
    void controlledEquationsAgree() {
        agree(precision -> {
            try (var model = cde(precision)) {
                return flat(model.probabilities(TIMES, series()));
            }
        });
    }

    @Test
    void aFileKeepsTheWidthOfItsNumbers(@TempDir Path folder) {
        var file = folder.resolve("model.safetensors");
        for (var precision : Precision.values()) {
            try (var model = cde(precision)) {
                model.save(file);
                try (var again = NeuralCde.load(file)) {
                    assertThat(again.probabilities(TIMES, series()))
                            .isDeepEqualTo(model.probabilities(TIMES, series()));
                }
            }
        }
    }

    @Test
    void roughEquationsAgree() {
        agree(precision -> {
            var settings = new NeuralRde.Settings(4, 8, 3, 2, 8, 4, 1e-2, precision);
            try (var model =
                    NeuralRde.fit(
                            TIMES, series(), labels(), settings, new Seeds(1), Watch.NOBODY)) {
                return flat(model.probabilities(TIMES, series()));
            }
        });
    }

    @Test
    void latentEquationsAgree() {
        agree(precision -> {
            var settings =
                    new LatentOde.Settings(
                            LatentOde.Decoder.EQUATION, 2, 4, 8, 1, 0.1, 1, 8, 4, 1e-2, precision);
            var times = new double[24][];
            Arrays.fill(times, TIMES);
            try (var model = LatentOde.fit(times, series(), settings, new Seeds(1))) {
                return flat(model.sample(5, TIMES, new Seeds(2)));
            }
        });
    }

    @Test
    void flowsAgree() {
        agree(precision -> {
            var settings =
                    new ContinuousNormalizingFlow.Settings(
                            8,
                            1,
                            4,
                            ContinuousNormalizingFlow.Trace.HUTCHINSON,
                            8,
                            4,
                            1e-2,
                            precision);
            var points = Arrays.stream(series()).map(one -> new double[] {one[0][0], one[1][0]});
            try (var flow =
                    ContinuousNormalizingFlow.fit(
                            points.toArray(double[][]::new), settings, new Seeds(1))) {
                return flat(flow.sample(5, new Seeds(2)));
            }
        });
    }

    @Test
    void forecastsAgree() {
        agree(precision -> {
            var method = new NeuralOde(8, 1, 1, 3, 8, 4, 1e-2, precision);
            var values = new double[40][1];
            for (int i = 0; i < values.length; i++) {
                values[i][0] = Math.sin(0.3 * i);
            }
            var segment = new Segment(0, 1, values, List.of("x"));
            return flat(
                    method.fit(List.of(segment), new Seeds(1))
                            .forecast(segment, 5)
                            .mean()
                            .values());
        });
    }

    private static double[] drawn(PathLaw law) {
        try (law) {
            return flat(law.sample(5, new Seeds(2)));
        }
    }

    @Test
    void lawsOfPathsAgree() {
        agree(precision ->
                drawn(
                        SdeGan.fit(
                                TIMES,
                                series(),
                                new SdeGan.Settings(
                                        4, 8, 1, 2, 3, 1, 8, 4, 2, 1, 1e-3, 1e-3, precision),
                                new Seeds(1))));
        agree(precision ->
                drawn(
                        LatentSde.fit(
                                TIMES,
                                series(),
                                new LatentSde.Settings(2, 4, 8, 0.1, 2, 8, 4, 1e-3, precision),
                                new Seeds(1))));
        for (var objective : MatchedSde.Objective.values()) {
            agree(precision ->
                    drawn(
                            MatchedSde.fit(
                                    TIMES,
                                    series(),
                                    new MatchedSde.Settings(
                                            objective, 4, 8, 1, 2, 3, 1, 8, 4, 1e-3, precision),
                                    new Seeds(1))));
        }
    }
}

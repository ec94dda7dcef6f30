package org.separatrix.forecast.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.dynamics.files.LabelledSeries;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.labelled.LabelledProblem;
import org.separatrix.learn.Kind;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

class SurrogateTransferTest {

    private static final TransferSettings TINY = new TransferSettings(3, 300, 128, 4, 64, 1e-3);

    @TempDir private Path folder = Path.of("");

    private static LabelledSeries set(List<double[][]> series, String... labels) {
        return new LabelledSeries(
                "set",
                series,
                List.of(labels),
                List.copyOf(new java.util.TreeSet<>(List.of(labels))));
    }

    /// Sines of periods 10 and 16 in noise.
    private static LabelledSeries sines(int count, long seed) {
        var random = new SplittableRandom(seed);
        var series = new ArrayList<double[][]>();
        var labels = new String[count];
        for (int i = 0; i < count; i++) {
            double period = i % 2 == 0 ? 10 : 16;
            double phase = 6.28 * random.nextDouble();
            var x = new double[80];
            Arrays.setAll(
                    x,
                    t -> Math.sin(2 * Math.PI * t / period + phase) + 0.3 * random.nextGaussian());
            series.add(new double[][] {x});
            labels[i] = i % 2 == 0 ? "fast" : "slow";
        }
        return set(series, labels);
    }

    @Test
    void theNetworkHasTheLayersOfThePaperAndRestoresTheLength() {
        var network = new SurrogateAutoencoder();
        // 1-16 and 16-16 kernels of 3 and a shortcut, 16-8; 8-16, 16-8, 8-1; with biases.
        assertThat(network.size()).isEqualTo(64 + 784 + 32 + 392 + 400 + 392 + 25);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new SplittableRandom(1))) {
            var x = Tensors.normal(new SplittableRandom(2), Kind.DOUBLE, 5, 1, 100);
            var code = network.encode(weights, x);
            assertThat(code.shape()).containsExactly(5, 8, 34);
            assertThat(network.decode(weights, code).shape()).containsExactly(5, 1, 100);
        }
    }

    @Test
    void anEncodedValueDependsOnThePastAndTheNextValueAlone() {
        var network = new SurrogateAutoencoder();
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new SplittableRandom(1))) {
            var x = new double[100];
            double[] before =
                    Tensors.toArray(network.encode(weights, Tensors.of(x, Kind.DOUBLE, 1, 1, 100)));
            x[50] = 1;
            double[] after =
                    Tensors.toArray(network.encode(weights, Tensors.of(x, Kind.DOUBLE, 1, 1, 100)));
            // Code value k sees inputs 3k - 1 - 8 to 3k + 1.
            for (int k = 0; k < 34; k++) {
                boolean sees = 3 * k - 9 <= 50 && 50 <= 3 * k + 1;
                assertThat(after[k] != before[k]).as("code " + k).isEqualTo(sees);
            }
        }
    }

    @Test
    void surrogatesHaveTheDensityAskedForAndSmallerSetsArePartOfLargerOnes() {
        var seeds = new Seeds(3);
        var few = SurrogateSeries.of(4, 1000, 25, seeds, () -> false);
        var more = SurrogateSeries.of(8, 1000, 25, seeds, () -> false);
        assertThat(SurrogateSeries.available()).isEqualTo(129);
        assertThat(few.systems()).hasSize(4).isEqualTo(more.systems().subList(0, 4));
        // Twice the points at twice the density are the same stretch, seen more closely.
        var dense = SurrogateSeries.of(8, 2000, 50, seeds, () -> false);
        for (int k = 0; k < 8; k++) {
            double[] x = more.series().get(k);
            double[] y = dense.series().get(k);
            assertThat(x).hasSize(1000);
            assertThat(Arrays.stream(x).average().orElseThrow()).isCloseTo(0, within(1e-9));
            for (int i = 0; i < 100; i++) {
                assertThat(y[2 * i]).isCloseTo(x[i], within(0.02));
            }
        }
        for (double[] window : more.windows(50, 100, seeds.of("w"))) {
            assertThat(window).hasSize(100);
        }
    }

    @Test
    void theDensityIsTwiceThePeriodOfTheSeries() {
        var rows = new double[9][100];
        for (int i = 0; i < 9; i++) {
            double period = i < 5 ? 20 : 5;
            double phase = i;
            Arrays.setAll(rows[i], t -> Math.sin(2 * Math.PI * t / period + phase));
        }
        assertThat(TimeAlignment.density(rows, 1)).isEqualTo(40);
        // Constant series have no frequency at all; the first is taken.
        assertThat(TimeAlignment.density(new double[3][50], 1)).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            assertThat(TimeAlignment.randomDensity(100, new SplittableRandom(i))).isBetween(4, 200);
        }
    }

    @Test
    void trainingRestoresSmoothWindowsBetterThanTheirMean() {
        var windows =
                SurrogateSeries.of(6, 500, 30, new Seeds(1), () -> false)
                        .windows(256, 100, new SplittableRandom(1));
        var settings = new TransferSettings(6, 500, 256, 20, 64, 1e-3);
        var encoder = SurrogateEncoder.train(windows, settings, new Seeds(2), Watch.NOBODY);
        assertThat(encoder.loss()).isLessThan(0.3);
        var again = SurrogateEncoder.train(windows, settings, new Seeds(2), Watch.NOBODY);
        assertThat(again.weights()).containsExactly(encoder.weights());
        assertThatThrownBy(() ->
                        SurrogateEncoder.train(windows, settings, new Seeds(2), (_, _, _) -> false))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void theEncoderIsTheSameWhateverTheSeriesOfThatDensity() {
        var a = LabelledRows.of(sines(12, 1));
        var b = LabelledRows.of(LabelledProblem.CHIRPS.train(9));
        double[][] encoders = new double[2][];
        int k = 0;
        for (var rows : List.of(a, b)) {
            var model =
                    SurrogateTransfer.fit(
                            rows,
                            TINY,
                            30,
                            new Seeds(4),
                            org.separatrix.lab.Progress.SILENT,
                            () -> false);
            model.save(folder.resolve("m.safetensors"));
            encoders[k++] =
                    SafeTensors.read(folder.resolve("m.safetensors")).entry("encoder").values();
        }
        assertThat(encoders[0]).containsExactly(encoders[1]);
    }

    @Test
    void periodsAreToldApartAndAStoredModelSaysTheSame() {
        var model = SurrogateTransfer.fit(sines(24, 1), TINY, new Seeds(5));
        var test = sines(40, 2);
        assertThat(model.accuracy(test)).isGreaterThanOrEqualTo(0.95);
        assertThat(model.density()).isBetween(20, 32);
        var file = folder.resolve("model.safetensors");
        model.save(file);
        var loaded = SurrogateTransfer.load(file);
        assertThat(loaded.predict(test)).isEqualTo(model.predict(test));
        assertThat(loaded.classes()).containsExactly("fast", "slow");
        assertThat(SurrogateTransfer.fit(sines(24, 1), TINY, new Seeds(5)).predict(test))
                .isEqualTo(model.predict(test));
        assertThatThrownBy(() -> model.predict(LabelledProblem.CHIRPS.test(1)))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "chirps, test: series 1 has 150 values, expected 80; cut or resample them"
                                + " to one length");
    }

    @Test
    void aFileThatHoldsSomethingElseIsRefused() throws IOException {
        var file = folder.resolve("x.safetensors");
        SafeTensors.write(file, Map.of("format", "other"), Map.of("a", SafeTensors.Entry.of(1.0)));
        assertThatThrownBy(() -> SurrogateTransfer.load(file))
                .isInstanceOf(LabException.class)
                .hasMessage(file + " holds no model of surrogate-transfer");
        Files.writeString(file, "x");
        assertThatThrownBy(() -> SurrogateTransfer.load(file)).isInstanceOf(LabException.class);
    }

    @Test
    void setsThatCannotBeLearnedFromAreRefusedInOneLine() {
        double[][] good = {new double[30]};
        Arrays.setAll(good[0], i -> i);
        refused(
                set(List.of(good, good), "a", "a"),
                "set: all series are of the class 'a'; a classifier needs two or more");
        refused(
                set(List.of(good, new double[][] {new double[29]}), "a", "b"),
                "set: series 2 has 29 values, expected 30; cut or resample them to one length");
        refused(
                set(
                        List.of(new double[][] {new double[23]}, new double[][] {new double[23]}),
                        "a",
                        "b"),
                "set: series need at least 24 values, they have 23");
        refused(
                set(List.of(new double[2][30], new double[2][30]), "a", "b"),
                "set: series have 2 channels; give one channel");
        refused(
                new LabelledSeries("set", List.of(good, good), List.of(), List.of()),
                "set has no classes to learn");
        var missing = new double[1][30];
        Arrays.fill(missing[0], Double.NaN);
        refused(set(List.of(good, missing), "a", "b"), "set: series 2 has no value");
        refused(
                set(List.of(good, good), "a", "b"),
                "all series are alike: no feature varies between them");
        assertThatThrownBy(() -> new TransferSettings(1, 99, 1, 1, 1, 0.1))
                .hasMessage("points must be at least 100, got 99");
    }

    private static void refused(LabelledSeries set, String message) {
        assertThatThrownBy(() -> SurrogateTransfer.fit(set, TINY, new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage(message);
    }

    @Test
    void missingFeaturesBecomeMediansAndOutliersTheEdgeOfTheRange() {
        double[][] rows = {
            {0, 1, Double.NaN, 5},
            {1, 1, Double.NaN, 6},
            {2, 1, Double.NaN, Double.NaN},
            {9, 1, Double.NaN, 9}
        };
        var classifier = FeatureClassifier.fit(rows, new int[] {0, 0, 0, 1}, 2);
        assertThat(classifier.columns()).containsExactly(0, 3);
        assertThat(classifier.medians()).containsExactly(1.5, 6);
        assertThat(classifier.high()).containsExactly(18, 13);
        assertThat(classifier.predict(new double[] {1e9, 1, 0, Double.NaN}))
                .isEqualTo(classifier.predict(new double[] {18, 1, 0, 6}));
        assertThat(classifier.accuracy(rows, new int[] {0, 0, 0, 1})).isEqualTo(1);
    }

    @Test
    void anInterruptedStudyRepeatsNoFinishedSet() {
        var problems = List.of(LabelledProblem.CHIRPS, LabelledProblem.PENDULUM);
        var stop = new AtomicBoolean();
        var first = new Run(0, folder, 1, "cpu", (_, _, _) -> stop.set(true), stop::get);
        assertThatThrownBy(() -> TransferStudy.results(problems, 2, TINY, first))
                .isInstanceOf(CancellationException.class);
        var told = new ArrayList<String>();
        var second = new Run(0, folder, 1, "cpu", (_, _, text) -> told.add(text), () -> false);
        var resumed = TransferStudy.results(problems, 2, TINY, second);
        assertThat(told)
                .containsExactly("chirps-0, resumed", "pendulum-0", "chirps-1", "pendulum-1");
        var apart = Run.quiet(0, folder.resolve("b"));
        var whole = TransferStudy.results(problems, 2, TINY, apart);
        assertThat(resumed).isEqualTo(whole);
        var report = TransferReport.of(TINY, whole);
        assertThat(report.claims())
                .extracting(c -> c.name())
                .containsExactly("transfer-beats-raw-features", "transfer-beats-random-density");
        assertThat(whole).extracting(TransferResult::draw).containsExactly(0, 0, 1, 1);
        assertThat(whole.get(0).systems()).hasSize(2);
        assertThat(whole.get(2).systems()).containsExactly(3);
        // Two sets bear out no claim about eight.
        assertThat(report.holds()).isFalse();
    }

    private Path file(String name, LabelledSeries set) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < set.size(); i++) {
            text.append(set.labels().get(i));
            for (double v : set.series().get(i)[0]) {
                text.append(',').append((float) v);
            }
            text.append('\n');
        }
        return Files.writeString(folder.resolve(name), text.toString());
    }

    @Test
    void theToolLearnsFromAFileAndAStoredModelClassifiesAnother() throws IOException {
        var tool = new TransferTool();
        var settings =
                new TransferTool.Settings(
                        file("train.csv", sines(32, 1)).toString(), "", "", 3, 128, 4);
        var report = tool.apply(settings, java.util.Optional.empty(), Run.quiet(1, folder));
        assertThat(report.summary())
                .contains("Series of 80 values, 2 classes")
                .contains("Accuracy on 8");
        assertThat(Files.readAllLines(folder.resolve("predictions.csv")))
                .hasSize(9)
                .startsWith("series,class,said");
        var stored =
                new TransferTool.Settings(
                        "",
                        file("test.txt", sines(10, 7)).toString(),
                        folder.resolve("model.safetensors").toString(),
                        3,
                        128,
                        4);
        var second = Run.quiet(1, Files.createDirectory(folder.resolve("second")));
        assertThat(tool.apply(stored, java.util.Optional.empty(), second).summary())
                .contains("Accuracy on 10");
        assertThatThrownBy(() -> tool.apply(tool.defaults(), java.util.Optional.empty(), second))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("surrogate-transfer learns from a file of labelled series");
        var absent = new TransferTool.Settings("absent.csv", "", "", 3, 128, 4);
        assertThatThrownBy(() -> tool.apply(absent, java.util.Optional.empty(), second))
                .isInstanceOf(LabException.class)
                .hasMessage("there is no file absent.csv");
        var ragged = Files.writeString(folder.resolve("ragged.csv"), "a,1,2,3\nb,1,2\n").toString();
        var uneven = new TransferTool.Settings(ragged, "", "", 3, 128, 4);
        assertThatThrownBy(() -> tool.apply(uneven, java.util.Optional.empty(), second))
                .isInstanceOf(LabException.class)
                .hasMessage("ragged.csv: series need at least 24 values, they have 3");
    }
}

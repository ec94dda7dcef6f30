package org.separatrix.forecast.transfer;

import org.separatrix.analysis.features.SeriesFeatures;
import org.separatrix.analysis.regression.RidgeClassifier;
import org.separatrix.dynamics.files.LabelledSeries;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.SafeTensors;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Classifies series by features of what an encoder makes of them that has seen chaotic systems
/// only.
///
/// ```java
/// var model = SurrogateTransfer.fit(train, TransferSettings.QUICK, new Seeds(0));
/// List<String> classes = model.predict(test);
/// ```
///
/// Immutable; the same seed gives the same model.
public final class SurrogateTransfer {

    private static final String FORMAT = "separatrix-surrogate-transfer-1";

    private final List<String> classes;
    private final int length;
    private final int density;
    private final SurrogateEncoder encoder;
    private final FeatureClassifier classifier;

    private SurrogateTransfer(
            List<String> classes,
            int length,
            int density,
            SurrogateEncoder encoder,
            FeatureClassifier classifier) {
        this.classes = classes;
        this.length = length;
        this.density = density;
        this.encoder = encoder;
        this.classifier = classifier;
    }

    /// Fits at the density that goes with the series.
    ///
    /// @param train series of one channel and one length of at least 24, of two classes or more
    /// @throws LabException for series that cannot be used, in one line
    public static SurrogateTransfer fit(
            LabelledSeries train, TransferSettings settings, Seeds seeds) {
        return fit(train, settings, seeds, Progress.SILENT, () -> false);
    }

    /// The same, telling how far it is.
    ///
    /// @throws java.util.concurrent.CancellationException when `cancelled` answers true
    public static SurrogateTransfer fit(
            LabelledSeries train,
            TransferSettings settings,
            Seeds seeds,
            Progress progress,
            BooleanSupplier cancelled) {
        var rows = LabelledRows.of(train);
        int density = TimeAlignment.density(rows.standardised(), seeds.of("alignment").nextLong());
        return fit(rows, settings, density, seeds, progress, cancelled);
    }

    /// Fits at a given density.
    ///
    /// @param density points a period of the surrogate systems
    static SurrogateTransfer fit(
            LabelledRows rows,
            TransferSettings settings,
            int density,
            Seeds seeds,
            Progress progress,
            BooleanSupplier cancelled) {
        // From here to the frozen encoder the series play no part: their density is all it knows.
        var surrogates =
                SurrogateSeries.of(
                        settings.systems(), settings.points(), density, seeds, cancelled);
        double[][] windows =
                surrogates.windows(
                        settings.windows(), SurrogateAutoencoder.WINDOW, seeds.of("windows"));
        var encoder =
                SurrogateEncoder.train(
                        windows,
                        settings,
                        seeds,
                        (done, total, loss) -> {
                            progress.update(done, total, "error %.3g".formatted(loss));
                            return !cancelled.getAsBoolean();
                        });
        return of(rows, density, encoder);
    }

    /// Fits the classifier behind an encoder.
    static SurrogateTransfer of(LabelledRows rows, int density, SurrogateEncoder encoder) {
        double[][] features = features(encoder, rows.standardised());
        var classifier = FeatureClassifier.fit(features, rows.labels(), rows.classes().size());
        return new SurrogateTransfer(rows.classes(), rows.length(), density, encoder, classifier);
    }

    /// Features of the encoded channels, one row a series.
    private static double[][] features(SurrogateEncoder encoder, double[][] standardised) {
        int each = SeriesFeatures.count();
        double[][][] codes = encoder.encode(standardised);
        var features = new double[codes.length][];
        for (int i = 0; i < codes.length; i++) {
            features[i] = new double[codes[i].length * each];
            for (int c = 0; c < codes[i].length; c++) {
                System.arraycopy(SeriesFeatures.of(codes[i][c]), 0, features[i], c * each, each);
            }
        }
        return features;
    }

    /// The class of each series.
    ///
    /// @throws LabException if a series has another length than those learned from
    public List<String> predict(LabelledSeries series) {
        double[][] rows = LabelledRows.values(series, length);
        return Arrays.stream(features(encoder, Rows.standardised(rows)))
                .map(row -> classes.get(classifier.predict(row)))
                .toList();
    }

    /// Share of series whose class is said.
    public double accuracy(LabelledSeries series) {
        var said = predict(series);
        int right = 0;
        for (int i = 0; i < said.size(); i++) {
            right += said.get(i).equals(series.labels().get(i)) ? 1 : 0;
        }
        return (double) right / said.size();
    }

    /// Names of the classes.
    public List<String> classes() {
        return classes;
    }

    /// Values of each series.
    public int length() {
        return length;
    }

    /// Points a period at which the systems were sampled.
    public int density() {
        return density;
    }

    /// Mean squared error with which the surrogates' windows are restored, in units of the series'
    /// variance.
    public double reconstructionError() {
        return encoder.loss();
    }

    /// Penalty of the ridge classifier.
    public double penalty() {
        return classifier.ridge().penalty();
    }

    /// Writes the model as SafeTensors.
    public void save(Path file) {
        var ridge = classifier.ridge();
        double[][] weights = ridge.weights();
        var entries = new LinkedHashMap<String, SafeTensors.Entry>();
        entries.put("encoder", SafeTensors.Entry.of(encoder.weights()));
        entries.put(
                "columns",
                SafeTensors.Entry.of(
                        Arrays.stream(classifier.columns()).asDoubleStream().toArray()));
        entries.put("medians", SafeTensors.Entry.of(classifier.medians()));
        entries.put("low", SafeTensors.Entry.of(classifier.low()));
        entries.put("high", SafeTensors.Entry.of(classifier.high()));
        entries.put("ridge/mean", SafeTensors.Entry.of(ridge.mean()));
        entries.put("ridge/norm", SafeTensors.Entry.of(ridge.norm()));
        entries.put(
                "ridge/weights",
                SafeTensors.Entry.of(
                        Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray()));
        entries.put("ridge/constants", SafeTensors.Entry.of(ridge.constants()));
        entries.put(
                "numbers", SafeTensors.Entry.of(length, density, ridge.penalty(), encoder.loss()));
        SafeTensors.write(
                file,
                Map.of(
                        "format",
                        FORMAT,
                        "features",
                        Integer.toString(SeriesFeatures.count()),
                        "classes",
                        String.join("\n", classes)),
                entries);
    }

    /// Reads a model.
    ///
    /// @throws LabException if the file holds something else or is damaged
    public static SurrogateTransfer load(Path file) {
        try {
            var content = SafeTensors.read(file);
            var about = content.metadata();
            if (!FORMAT.equals(about.get("format"))) {
                throw new LabException(file + " holds no model of surrogate-transfer");
            }
            if (!Integer.toString(SeriesFeatures.count()).equals(about.get("features"))) {
                throw new LabException(
                        "%s was made with %s features, there are %d now; fit it again"
                                .formatted(file, about.get("features"), SeriesFeatures.count()));
            }
            var classes = List.of(about.getOrDefault("classes", "").split("\n", -1));
            double[] numbers = content.entry("numbers").values();
            double[] columns = content.entry("columns").values();
            double[] weights = content.entry("ridge/weights").values();
            int kept = columns.length;
            if (numbers.length != 4
                    || weights.length != kept * classes.size()
                    || content.entry("encoder").values().length
                            != new SurrogateAutoencoder().size()) {
                throw new LabException(file + " is damaged: its arrays do not fit each other");
            }
            var rows = new double[classes.size()][];
            for (int c = 0; c < rows.length; c++) {
                rows[c] = Arrays.copyOfRange(weights, c * kept, (c + 1) * kept);
            }
            var ridge =
                    new RidgeClassifier(
                            content.entry("ridge/mean").values(),
                            content.entry("ridge/norm").values(),
                            rows,
                            content.entry("ridge/constants").values(),
                            numbers[2]);
            var classifier =
                    new FeatureClassifier(
                            Arrays.stream(columns).mapToInt(v -> (int) v).toArray(),
                            content.entry("medians").values(),
                            content.entry("low").values(),
                            content.entry("high").values(),
                            ridge);
            return new SurrogateTransfer(
                    classes,
                    (int) numbers[0],
                    (int) numbers[1],
                    new SurrogateEncoder(content.entry("encoder").values(), numbers[3]),
                    classifier);
        } catch (LearnException e) {
            throw new LabException(String.valueOf(e.getMessage()), e);
        }
    }
}

package org.separatrix.forecast.transfer;

import org.separatrix.dynamics.files.DataFileException;
import org.separatrix.dynamics.files.LabelledSeries;
import org.separatrix.dynamics.files.LabelledSeriesFiles;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Classifies the labelled series of a user's file by features of an encoder of chaos.
///
/// Writes `model.safetensors` and `predictions.csv`: the class and the class said of each series of
/// the test file.
public final class TransferTool implements Tool<TransferTool.Settings> {

    /// What a user may set.
    ///
    /// @param train file to learn from; without a test file every fourth series of a class is held
    ///   out
    /// @param test file to classify
    /// @param model stored model to use instead of learning
    public record Settings(
            @Describe("labelled series to learn from: .ts, .arff, or label,value,value,... lines")
                    String train,
            @Describe("series to classify; empty holds out a quarter of those to learn from")
                    String test,
            @Describe("model.safetensors of an earlier fit, used instead of learning") String model,
            @Describe(value = "surrogate systems of the catalogue", min = 1, max = 1000)
                    int systems,
            @Describe(value = "windows cut out of their series", min = 64, max = 1_000_000)
                    int windows,
            @Describe(value = "passes over the windows", min = 1, max = 100_000) int epochs) {

        TransferSettings transfer() {
            var quick = TransferSettings.QUICK;
            return new TransferSettings(
                    systems, quick.points(), windows, epochs, quick.batch(), quick.rate());
        }
    }

    @Override
    public String name() {
        return "surrogate-transfer";
    }

    @Override
    public String purpose() {
        return "classify labelled series with an encoder trained on chaotic systems: -s train=FILE";
    }

    @Override
    public boolean needsData() {
        return false;
    }

    @Override
    public Settings defaults() {
        var quick = TransferSettings.QUICK;
        return new Settings("", "", "", quick.systems(), quick.windows(), quick.epochs());
    }

    @Override
    public Report apply(Settings settings, Optional<Dataset> data, Run run) {
        if (!settings.model().isEmpty()) {
            if (settings.test().isEmpty()) {
                throw new LabException("a stored model needs series to classify: -s test=FILE");
            }
            var model = SurrogateTransfer.load(Path.of(settings.model()));
            return report(model, read(settings.test()), Optional.empty(), run);
        }
        if (settings.train().isEmpty()) {
            throw new LabException(
                    "surrogate-transfer learns from a file of labelled series: -s train=FILE (.ts,"
                            + " .arff, or lines label,value,value,...)");
        }
        var train = read(settings.train());
        // What is wrong with the whole file is told before part of it is put aside.
        LabelledRows.of(train);
        var test = train;
        if (settings.test().isEmpty()) {
            test = everyFourth(train, true);
            train = everyFourth(train, false);
        } else {
            test = read(settings.test());
        }
        var rows = LabelledRows.of(train);
        var model =
                SurrogateTransfer.fit(
                        train, settings.transfer(), run.seeds(), run.progress(), run.cancelled());
        model.save(run.folder().resolve("model.safetensors"));
        return report(model, test, Optional.of(rows), run);
    }

    private static LabelledSeries read(String file) {
        try {
            return LabelledSeriesFiles.read(Path.of(file));
        } catch (DataFileException e) {
            throw new LabException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Every fourth series of each class, or the others.
    static LabelledSeries everyFourth(LabelledSeries set, boolean fourth) {
        if (set.labels().isEmpty()) {
            throw new LabException(set.name() + " has no classes to learn");
        }
        Map<String, Integer> seen = new HashMap<>();
        var series = new ArrayList<double[][]>();
        var labels = new ArrayList<String>();
        for (int i = 0; i < set.size(); i++) {
            int count = seen.merge(set.labels().get(i), 1, Integer::sum);
            if (count % 4 == 0 == fourth) {
                series.add(set.series().get(i));
                labels.add(set.labels().get(i));
            }
        }
        if (series.isEmpty()) {
            throw new LabException(
                    "%s: too few series to hold any out; give a test file with -s test=FILE"
                            .formatted(set.name()));
        }
        return new LabelledSeries(set.name(), series, labels, set.classes());
    }

    private static Report report(
            SurrogateTransfer model, LabelledSeries test, Optional<LabelledRows> rows, Run run) {
        var said = model.predict(test);
        boolean known = !test.labels().isEmpty();
        var text = new StringBuilder("series,class,said\n");
        for (int i = 0; i < said.size(); i++) {
            text.append(i + 1)
                    .append(',')
                    .append(known ? quoted(test.labels().get(i)) : "")
                    .append(',')
                    .append(quoted(said.get(i)))
                    .append('\n');
        }
        RunStore.write(run.folder().resolve("predictions.csv"), text.toString());
        String accuracy =
                known
                        ? "Accuracy on %d: %s%s."
                                .formatted(
                                        test.size(),
                                        Claim.number(model.accuracy(test)),
                                        rows.map(r ->
                                                        ", with features of the series themselves "
                                                                + Claim.number(
                                                                        TransferStudy.rawAccuracy(
                                                                                r, test)))
                                                .orElse(""))
                        : "%d series classified.".formatted(test.size());
        var report =
                Report.titled("Classification by an encoder of chaos")
                        .summary(
                                "Series of %d values, %d classes; systems sampled at %d points a period. %s predictions.csv holds every series."
                                        .formatted(
                                                model.length(),
                                                model.classes().size(),
                                                model.density(),
                                                accuracy));
        if (known) {
            report.section("Classes", confusion(model.classes(), test.labels(), said));
        }
        return report.build();
    }

    /// A field that a spreadsheet reads as one and not as a formula.
    private static String quoted(String label) {
        return label.matches("[\\w .+-]*") && !label.matches("[+-].*\\D.*")
                ? label
                : '"' + label.replace("\"", "\"\"") + '"';
    }

    private static Block confusion(List<String> classes, List<String> truth, List<String> said) {
        var rows = new ArrayList<String>(classes);
        truth.stream().filter(t -> !rows.contains(t)).distinct().forEach(rows::add);
        var shares = new double[rows.size()][classes.size()];
        var counts = new int[rows.size()];
        for (int i = 0; i < said.size(); i++) {
            int row = rows.indexOf(truth.get(i));
            shares[row][classes.indexOf(said.get(i))]++;
            counts[row]++;
        }
        for (int r = 0; r < counts.length; r++) {
            for (int c = 0; c < classes.size() && counts[r] > 0; c++) {
                shares[r][c] /= counts[r];
            }
        }
        return new Block.HeatMap(
                "Share of a class (row) said to be another", classes, rows, shares);
    }
}

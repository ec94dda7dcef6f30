package org.separatrix.forecast;

import org.separatrix.forecast.deep.LstmFitted;
import org.separatrix.forecast.deep.WindowFitted;
import org.separatrix.forecast.gtf.Gtf;
import org.separatrix.forecast.neural.NeuralOde;
import org.separatrix.forecast.statistical.ArimaFitted;
import org.separatrix.forecast.statistical.Decomposition;
import org.separatrix.forecast.statistical.Drift;
import org.separatrix.forecast.statistical.FourTheta;
import org.separatrix.forecast.statistical.Kalman;
import org.separatrix.forecast.statistical.Parrot;
import org.separatrix.forecast.statistical.Tones;
import org.separatrix.forecast.trees.TreesFitted;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Provenance;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.data.Segment;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A fitted forecaster on disk: what was learned, how, from which data, and the end of that data.
///
/// The file is JSON; numbers keep every bit. It names the forecaster that reads it, so that a file
/// made by another version is refused by name instead of misread.
///
/// @param method name of the forecaster
/// @param settings its settings, as text
/// @param channels names of the channels, in order
/// @param seed root of the random choices
/// @param data name and SHA-256 of the training data
/// @param program version that made the file
/// @param fitted what was learned
/// @param tail the last rows of the training data, enough to go on from
public record ModelFile(
        String method,
        String settings,
        List<String> channels,
        long seed,
        Map<String, String> data,
        String program,
        FittedForecaster fitted,
        Segment tail) {

    private static final String FORMAT = "separatrix-forecaster-1";

    private static final Map<String, Class<? extends FittedForecaster>> TYPES =
            Map.ofEntries(
                    Map.entry("naive", Naive.Fitted.class),
                    Map.entry("mean", Climatology.Fitted.class),
                    Map.entry("seasonal-naive", SeasonalNaive.Fitted.class),
                    Map.entry("linear", LinearAutoregression.Fitted.class),
                    Map.entry("holt-winters", HoltWinters.Fitted.class),
                    Map.entry("theta", Theta.Fitted.class),
                    Map.entry("nvar", Nvar.Fitted.class),
                    Map.entry("esn", EchoState.Fitted.class),
                    Map.entry("analogue", Analogue.Fitted.class),
                    Map.entry("gp", GaussianProcess.Fitted.class),
                    Map.entry("sindy", Sindy.Fitted.class),
                    Map.entry("gtf", Gtf.Fitted.class),
                    Map.entry("neural-ode", NeuralOde.Fitted.class),
                    Map.entry("nbeats", WindowFitted.class),
                    Map.entry("nhits", WindowFitted.class),
                    Map.entry("tide", WindowFitted.class),
                    Map.entry("transformer", WindowFitted.class),
                    Map.entry("tcn", WindowFitted.class),
                    Map.entry("block-rnn", WindowFitted.class),
                    Map.entry("lstm", LstmFitted.class),
                    Map.entry("dlinear", WindowFitted.class),
                    Map.entry("nlinear", WindowFitted.class),
                    Map.entry("drift", Drift.Fitted.class),
                    Map.entry("fft", Tones.Fitted.class),
                    Map.entry("arima", ArimaFitted.class),
                    Map.entry("auto-arima", ArimaFitted.class),
                    Map.entry("four-theta", FourTheta.Fitted.class),
                    Map.entry("decomposition", Decomposition.Fitted.class),
                    Map.entry("kalman", Kalman.Fitted.class),
                    Map.entry("parrot", Parrot.Fitted.class),
                    Map.entry("boosted-trees", TreesFitted.class),
                    Map.entry("random-forest", TreesFitted.class));

    public ModelFile {
        channels = List.copyOf(channels);
        data = Map.copyOf(data);
    }

    /// A file for a forecaster fitted on `history`.
    public static ModelFile of(
            Forecaster forecaster,
            FittedForecaster fitted,
            Segment history,
            long seed,
            Map<String, String> data) {
        int keep = Math.min(history.size(), Math.max(fitted.context(), 10));
        return new ModelFile(
                forecaster.name(),
                forecaster.toString(),
                history.names(),
                seed,
                data,
                "separatrix " + Provenance.version(),
                fitted,
                history.slice(history.size() - keep, history.size()));
    }

    /// Writes the file whole or not at all.
    public void write(Path file) {
        ObjectNode root = ReportJson.MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("method", method);
        root.put("settings", settings);
        root.set("channels", ReportJson.MAPPER.valueToTree(channels));
        root.put("seed", seed);
        root.set("data", ReportJson.MAPPER.valueToTree(data));
        root.put("program", program);
        root.set("fitted", ReportJson.MAPPER.valueToTree(fitted));
        root.set("tail", ReportJson.MAPPER.valueToTree(tail));
        RunStore.write(file, ReportJson.MAPPER.writeValueAsString(root));
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws LabException if the file is no model of this program
    public static ModelFile read(Path file) {
        try {
            JsonNode root = ReportJson.MAPPER.readTree(Files.readString(file));
            String format = root.path("format").asString("");
            if (!format.equals(FORMAT)) {
                throw new LabException(
                        "%s is no fitted model of this version (format '%s', expected '%s')"
                                .formatted(file, format, FORMAT));
            }
            String method = root.path("method").asString("");
            var type = TYPES.get(method);
            if (type == null) {
                throw new LabException(
                        "%s holds a model '%s' that this version does not know"
                                .formatted(file, method));
            }
            var mapper = ReportJson.MAPPER;
            return new ModelFile(
                    method,
                    root.path("settings").asString(""),
                    List.of(mapper.treeToValue(root.get("channels"), String[].class)),
                    root.path("seed").asLong(0),
                    mapper.convertValue(
                            root.get("data"), new TypeReference<Map<String, String>>() {}),
                    root.path("program").asString(""),
                    mapper.treeToValue(root.get("fitted"), type),
                    mapper.treeToValue(root.get("tail"), Segment.class));
        } catch (NoSuchFileException e) {
            throw new LabException("no file " + file, e);
        } catch (IOException e) {
            throw new LabException("cannot read the model " + file + ": " + e.getMessage(), e);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new LabException(file + " is damaged or no model: " + first(e), e);
        }
    }

    private static String first(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }
}

package org.separatrix.transport.lightsb;

import org.separatrix.analysis.transport.Wasserstein;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.DataFiles;
import org.separatrix.lab.data.Dataset;
import org.separatrix.transport.Sampler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fits a bridge from the rows of one file to those of another.
///
/// Writes `model.json`, `samples.csv` (targets drawn for each source row, in the order of the rows)
/// and `trajectories.csv` (paths of the first source rows); the tables are in the units of the
/// files, the model in scaled units.
public final class LightSbTool implements Tool<LightSbToolSettings> {

    private static final int CHECK_EVERY = 50;
    private static final int DIRECTIONS = 100;
    private static final int SHOWN = 1000;

    @Override
    public String name() {
        return "lightsb";
    }

    @Override
    public String purpose() {
        return "the Schrödinger bridge from the rows of --data to those of a target file";
    }

    @Override
    public LightSbToolSettings defaults() {
        return LightSbToolSettings.DEFAULT;
    }

    @Override
    public Report apply(LightSbToolSettings settings, Optional<Dataset> data, Run run) {
        if (settings.target().isEmpty()) {
            throw new LabException("lightsb needs a second file: -s target=FILE");
        }
        var source =
                data.orElseThrow(() -> new LabException("lightsb needs a source file: --data"));
        var read = DataFiles.read(Path.of(settings.target()), null, source.channels(), null);
        var scaled = Scaled.of(source, read.dataset(), settings.epsilon(), settings.standardise());
        var curve = new Curve(settings.steps());
        var training = settings.training();
        var bridge =
                training.fit(
                        Sampler.of(scaled.source()),
                        Sampler.of(scaled.target()),
                        run.seeds(),
                        (step, loss) -> {
                            curve.note(step, loss);
                            if (step % CHECK_EVERY == 0) {
                                run.check();
                                run.progress()
                                        .update(
                                                step,
                                                settings.steps(),
                                                "loss " + Claim.number(loss));
                            }
                        });
        BridgeFile.of(bridge, scaled.channels(), scaled.mean(), scaled.scale())
                .write(run.folder().resolve("model.json"));
        double[][] carried = samples(settings, scaled, bridge, run);
        var paths = paths(settings, scaled, bridge, run);
        var warnings = new ArrayList<>(read.warnings());
        warnings.addAll(scaled.warnings());
        return report(settings, scaled, bridge, carried, paths, curve, warnings, run);
    }

    private static double[][] samples(
            LightSbToolSettings settings, Scaled scaled, LightSchrodingerBridge bridge, Run run) {
        var random = run.seeds().of("samples");
        var rows = new double[scaled.source().length * settings.samples()][];
        for (int i = 0; i < rows.length; i++) {
            double[] x0 = scaled.source()[i / settings.samples()];
            rows[i] = scaled.restore(bridge.sampleConditional(x0, random));
        }
        var csv = new Csv(List.of("row", "sample"), scaled.channels());
        for (int i = 0; i < rows.length; i++) {
            int row = i / settings.samples();
            int sample = i % settings.samples();
            csv.row(List.of(Integer.toString(row), Integer.toString(sample)), rows[i]);
        }
        csv.write(run.folder().resolve("samples.csv"));
        return rows;
    }

    private static List<double[][]> paths(
            LightSbToolSettings settings, Scaled scaled, LightSchrodingerBridge bridge, Run run) {
        var random = run.seeds().of("paths");
        var times = new double[settings.moments()];
        for (int i = 0; i < times.length; i++) {
            times[i] = i / (times.length - 1.0);
        }
        var csv = new Csv(List.of("row", "time"), scaled.channels());
        var paths = new ArrayList<double[][]>();
        for (int k = 0; k < Math.min(settings.paths(), scaled.source().length); k++) {
            double[][] path = bridge.samplePath(scaled.source()[k], times, random);
            for (int i = 0; i < times.length; i++) {
                csv.row(
                        List.of(Integer.toString(k), Double.toString(times[i])),
                        scaled.restore(path[i]));
            }
            paths.add(path);
        }
        csv.write(run.folder().resolve("trajectories.csv"));
        return paths;
    }

    private static Report report(
            LightSbToolSettings settings,
            Scaled scaled,
            LightSchrodingerBridge bridge,
            double[][] carried,
            List<double[][]> paths,
            Curve curve,
            List<String> warnings,
            Run run) {
        double[][] target = scaled.restored(scaled.target());
        double[][] source = scaled.restored(scaled.source());
        var random = run.seeds().of("distance");
        double after = Wasserstein.sliced(carried, target, 1, DIRECTIONS, random);
        double before = Wasserstein.sliced(source, target, 1, DIRECTIONS, random);
        double worst = 0;
        for (double gap : bridge.stationarity(scaled.source(), scaled.target())) {
            worst = Math.max(worst, Math.abs(gap));
        }
        var report =
                Report.titled("Schrödinger bridge")
                        .summary(
                                "%d source and %d target rows, %d Gaussians, epsilon %s (deviation of the noise %s in the units of the files). Sliced W1 to the target: %s before, %s after."
                                        .formatted(
                                                source.length,
                                                target.length,
                                                bridge.components(),
                                                Claim.number(settings.epsilon()),
                                                Claim.number(
                                                        scaled.scale()
                                                                * Math.sqrt(settings.epsilon())),
                                                Claim.number(before),
                                                Claim.number(after)));
        for (String warning : warnings) {
            report.section("Warning", new Block.Text(warning));
        }
        if (bridge.dimension() > 1) {
            var wandering = new ArrayList<Block.Series>();
            for (int k = 0; k < Math.min(8, paths.size()); k++) {
                wandering.add(Pictures.cloud("row " + k, paths.get(k)));
            }
            var axes = Block.Axes.linear(scaled.channels().get(0), scaled.channels().get(1));
            report.section(
                    "Clouds, first two columns",
                    new Block.Scatter(
                            "source and target",
                            axes,
                            List.of(
                                    Pictures.cloud("source", first(source)),
                                    Pictures.cloud("target", first(target)))),
                    new Block.Scatter(
                            "carried and target",
                            axes,
                            List.of(
                                    Pictures.cloud("target", first(target)),
                                    Pictures.cloud("carried", first(carried)))),
                    new Block.LinePlot("paths", axes, wandering, List.of()));
        }
        report.section(
                "Training",
                new Block.LinePlot(
                        "loss",
                        Block.Axes.linear("step", "loss, nats"),
                        List.of(Block.Series.of("loss", curve.steps(), curve.losses())),
                        List.of()),
                new Block.Text(
                        "Responsibilities of sources and targets differ by at most %s; they are equal where training is complete."
                                .formatted(Claim.number(worst))));
        return report.build();
    }

    private static double[][] first(double[][] rows) {
        return java.util.Arrays.copyOf(rows, Math.min(SHOWN, rows.length));
    }
}

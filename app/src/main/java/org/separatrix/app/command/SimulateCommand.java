package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.Main;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Observables;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;
import org.separatrix.lab.Block;
import org.separatrix.lab.report.Picture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;

/// Simulates a system.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Simulate a system of any kind and print or save the trajectory.",
            "",
            "  separatrix simulate Lorenz --points 5000 --output lorenz.csv",
            "  separatrix simulate Lorenz --set rho=99.96 --transient 50 --picture lorenz.png",
            "  separatrix simulate Lorenz --noise 0.5 --seed 3",
            "  separatrix simulate KuramotoSivashinsky --duration 200 --output ks.npz",
            "  separatrix simulate my-system.yaml --method rodas5p --rtol 1e-8",
            "",
            "Without --every, a period of the system has --per-period points. Files: .csv .tsv .npz"
                    + " .parquet .h5."
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final int PRINTED = 20;
    private static final int DRAWN = 20_000;

    private final Main main;

    @Mixin private SystemArgument system = new SystemArgument();

    @Option(
            names = "--points",
            paramLabel = "N",
            description = "Rows of output (default: 1000, or what --duration gives).")
    private int points;

    @Option(
            names = "--duration",
            paramLabel = "T",
            description = "Time from the first row to the last.")
    private double duration;

    @Option(names = "--every", paramLabel = "T", description = "Time between rows.")
    private double every;

    @Option(
            names = "--per-period",
            paramLabel = "N",
            description = "Rows a dominant period (default: ${DEFAULT-VALUE}).")
    private double perPeriod = 100;

    @Option(
            names = "--transient",
            paramLabel = "T",
            description = "Time to let pass before the first row.")
    private double transientTime;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "Integrator (default: the best for the kind; 'auto' for flows).")
    private String method = "";

    @Option(
            names = "--rtol",
            paramLabel = "X",
            description = "Relative tolerance (default: ${DEFAULT-VALUE}).")
    private double rtol = 1e-9;

    @Option(
            names = "--atol",
            paramLabel = "X",
            description = "Absolute tolerance (default: ${DEFAULT-VALUE}).")
    private double atol = 1e-12;

    @Option(names = "--step", paramLabel = "T", description = "Step of methods with a fixed one.")
    private double step;

    @Option(
            names = "--noise",
            paramLabel = "S",
            description = "Add noise to a flow: dx = f dt + S dW.")
    private double noise;

    @Option(
            names = "--embedding",
            paramLabel = "N",
            description = "Show a delay system by N equally spaced delays.")
    private int embedding;

    @Option(
            names = "--observables",
            description = "Show the bounded observables instead of the states.")
    private boolean observables;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Root of all random numbers (default: 0).")
    private long seed;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write to a file; its ending chooses the format.")
    private @Nullable Path output;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw the attractor and the first states to a .png or .svg file.")
    private @Nullable Path picture;

    @Mixin private JsonOption json = new JsonOption();

    public SimulateCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var simulated = system.resolve();
        var settings =
                new SimulationSettings(
                        points,
                        duration,
                        every,
                        perPeriod,
                        transientTime,
                        step,
                        method,
                        rtol,
                        atol,
                        noise,
                        seed,
                        List.of(),
                        embedding,
                        () -> false);
        var simulation = Simulation.of(simulated);
        boolean fileAlone = output != null && picture == null && !observables && !json.wanted();
        if (output != null
                && fileAlone
                && simulation.streams(settings)
                && TrajectoryFiles.rowByRow(output)) {
            stream(simulation, settings, output);
            return 0;
        }
        var trajectory = simulation.run(settings);
        if (observables) {
            trajectory = Observables.of(simulated).apply(trajectory);
        }
        answer(simulated, trajectory);
        if (picture != null) {
            draw(picture, simulated, trajectory);
            main.terminal().err().println("Drew " + picture + ".");
        }
        return 0;
    }

    /// Writes while integrating, so that no length is too long for the memory.
    private void stream(Simulation simulation, SimulationSettings settings, Path file) {
        var names = simulation.system().system().states();
        try (var sink = TrajectoryFiles.sink(file, names, List.of())) {
            int rows = simulation.stream(settings, sink);
            sink.finish();
            written(rows, names, file);
        }
    }

    private void written(int rows, List<String> names, Path file) {
        main.terminal()
                .out()
                .println(
                        "Wrote %d rows of %s to %s."
                                .formatted(rows, String.join(", ", shortened(names)), file));
    }

    private void answer(SystemDescription simulated, Trajectory trajectory) {
        var out = main.terminal().out();
        if (json.wanted()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("system", simulated.name());
            answer.put("names", trajectory.names());
            answer.put("times", trajectory.times());
            answer.put("states", Rows.of(trajectory));
            JsonOption.print(out, answer);
        } else if (output != null) {
            TrajectoryFiles.write(output, trajectory);
            written(trajectory.size(), trajectory.names(), output);
        } else if (picture == null) {
            boolean all = trajectory.size() <= PRINTED || !main.terminal().colour();
            Rows.print(out, all ? trajectory : trajectory.slice(0, PRINTED));
            if (!all) {
                out.println(
                        "... %d rows in all; --output FILE saves them."
                                .formatted(trajectory.size()));
            }
        }
    }

    private static List<String> shortened(List<String> names) {
        if (names.size() <= 6) {
            return names;
        }
        var few = new ArrayList<>(names.subList(0, 5));
        few.add("... (" + names.size() + ")");
        return few;
    }

    private static void draw(Path file, SystemDescription simulated, Trajectory trajectory) {
        var figures = new ArrayList<Block>();
        int every = Math.max(1, trajectory.size() / DRAWN);
        var rows = new ArrayList<double[]>();
        for (int i = 0; i < trajectory.size(); i += every) {
            rows.add(trajectory.state(i));
        }
        boolean map = simulated.kind() == SystemDescription.Kind.MAP;
        if (trajectory.dimension() >= 2 && !map && simulated.kind() != SystemDescription.Kind.PDE) {
            int axes = Math.min(3, trajectory.dimension());
            double[][] cut =
                    rows.stream().map(r -> Arrays.copyOf(r, axes)).toArray(double[][]::new);
            figures.add(
                    new Block.PhasePortrait(
                            simulated.name(),
                            trajectory.names().subList(0, axes),
                            List.of(new Block.Orbit(simulated.name(), cut))));
        } else if (map && trajectory.dimension() >= 2) {
            figures.add(
                    new Block.Scatter(
                            simulated.name(),
                            Block.Axes.linear(trajectory.names().get(0), trajectory.names().get(1)),
                            List.of(Block.Series.of("orbit", column(rows, 0), column(rows, 1)))));
        } else if (simulated.kind() == SystemDescription.Kind.PDE) {
            int shown = Math.min(400, rows.size());
            double[][] values = rows.subList(0, shown).toArray(double[][]::new);
            figures.add(
                    new Block.HeatMap(
                            simulated.name() + ": space across, time down",
                            List.of(),
                            List.of(),
                            values));
        }
        if (simulated.kind() != SystemDescription.Kind.PDE) {
            int shown = Math.min(trajectory.size(), 2000);
            var series = new ArrayList<Block.Series>();
            for (int j = 0; j < Math.min(3, trajectory.dimension()); j++) {
                series.add(
                        Block.Series.of(
                                trajectory.names().get(j),
                                Arrays.copyOf(trajectory.times(), shown),
                                Arrays.copyOf(trajectory.column(j), shown)));
            }
            figures.add(
                    new Block.LinePlot(
                            "against time",
                            Block.Axes.linear(map ? "step" : "time", "state"),
                            series,
                            List.of()));
        }
        Picture.write(file, figures, figures.size(), 560 * figures.size(), 460);
    }

    private static double[] column(List<double[]> rows, int j) {
        return rows.stream().mapToDouble(r -> r[j]).toArray();
    }
}

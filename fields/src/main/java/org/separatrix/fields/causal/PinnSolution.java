package org.separatrix.fields.causal;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.LabException;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A chain of networks, one a window of time, that approximates the solution everywhere.
///
/// @param problem what was solved
/// @param settings how
/// @param windows in the order of time
public record PinnSolution(PinnProblem problem, PinnSettings settings, List<Piece> windows) {

    /// One window.
    ///
    /// @param origin time at its begin
    /// @param start initial values if they are built in, else empty
    /// @param theta weights of its network, then the unknown parameters found
    /// @param history how it was trained
    public record Piece(double origin, double[] start, double[] theta, FitHistory history) {}

    public PinnSolution {
        windows = List.copyOf(windows);
    }

    /// Fields at a time.
    ///
    /// @param time between 0 and the end
    /// @param places periodic coordinates; one empty place for an ordinary equation
    /// @return one array of fields a place
    public double[][] at(double time, double[][] places) {
        return at(new double[] {time}, places)[0];
    }

    /// Fields at several ascending times: `[time][place][field]`.
    public double[][][] at(double[] times, double[][] places) {
        var result = new double[times.length][][];
        int from = 0;
        while (from < times.length) {
            int window = window(times[from]);
            int to = from + 1;
            while (to < times.length && window(times[to]) == window) {
                to++;
            }
            evaluate(windows.get(window), times, from, to, places, result);
            from = to;
        }
        return result;
    }

    /// The window that holds a time; its end belongs to it.
    int window(double time) {
        double end = windows.size() * settings.marching().length();
        if (!(time >= 0 && time <= end * (1 + settings.marching().overshoot() + 1e-12))) {
            throw new LabException("time must lie in [0, %s], got %s".formatted(end, time));
        }
        // A hair below, so that the end of a window belongs to it.
        int index = (int) Math.ceil(time / settings.marching().length() - 1e-9) - 1;
        return Math.clamp(index, 0, windows.size() - 1);
    }

    private void evaluate(
            Piece piece, double[] times, int from, int to, double[][] places, double[][][] result) {
        var encoding = settings.encoding(problem);
        var plan = JetPlan.of(1 + problem.periods().length, List.of());
        int features = encoding.features();
        int n = (to - from) * places.length;
        var inputs = new double[n * features];
        for (int i = from; i < to; i++) {
            for (int j = 0; j < places.length; j++) {
                encoding.jet(
                        Collocation.point(times[i] - piece.origin, places[j]),
                        plan,
                        inputs,
                        ((i - from) * places.length + j) * features);
            }
        }
        double[] values;
        var network = settings.network(problem);
        var own = java.util.Arrays.copyOf(piece.theta, Math.toIntExact(network.size()));
        try (var _ = new Scope();
                var weights = Weights.of(network, Kind.standard(Precision.DOUBLE), own)) {
            values =
                    Tensors.toArray(
                            network.forward(
                                    weights,
                                    Tensors.of(
                                            inputs, Kind.standard(Precision.DOUBLE), n, features)));
        }
        int m = problem.fields();
        for (int i = from; i < to; i++) {
            result[i] = new double[places.length][m];
            double share = (times[i] - piece.origin) / encoding.length();
            for (int j = 0; j < places.length; j++) {
                for (int f = 0; f < m; f++) {
                    double value = values[((i - from) * places.length + j) * m + f];
                    result[i][j][f] =
                            piece.start.length == 0
                                    ? value
                                    : piece.start[f] + problem.scale()[f] * share * value;
                }
            }
        }
    }

    /// The solution of an ordinary equation at even times.
    public Trajectory trajectory(int points) {
        double end = windows.size() * settings.marching().length();
        var times = new double[points];
        for (int i = 0; i < points; i++) {
            times[i] = end * i / (points - 1);
        }
        var values = at(times, new double[1][0]);
        var flat = new double[points * problem.fields()];
        for (int i = 0; i < points; i++) {
            System.arraycopy(values[i][0], 0, flat, i * problem.fields(), problem.fields());
        }
        return new Trajectory(times, flat, problem.residuals().fields());
    }

    /// Values found for the unknown parameters, of the last window.
    public Map<String, Double> found() {
        var names = problem.residuals().unknowns();
        var theta = windows.getLast().theta();
        var found = new LinkedHashMap<String, Double>();
        for (int k = 0; k < names.size(); k++) {
            found.put(names.get(k), theta[theta.length - names.size() + k]);
        }
        return found;
    }

    /// Smallest causal weight at the largest epsilon over all windows.
    public double smallestWeight() {
        return windows.stream().mapToDouble(w -> w.history().lastWeight()).min().orElse(1);
    }

    /// Largest mean squared residual of a window.
    public double meanSquare() {
        return windows.stream().mapToDouble(w -> w.history().meanSquare()).max().orElse(0);
    }

    /// Writes the weights of all windows.
    public void write(Path file) {
        var entries = new LinkedHashMap<String, SafeTensors.Entry>();
        var parameters = settings.network(problem).parameters();
        for (int w = 0; w < windows.size(); w++) {
            var theta = windows.get(w).theta();
            int at = 0;
            for (var parameter : parameters) {
                int size = Math.toIntExact(parameter.size());
                entries.put(
                        "window%d.%s".formatted(w, parameter.name()),
                        new SafeTensors.Entry(
                                Precision.DOUBLE,
                                parameter.shape(),
                                java.util.Arrays.copyOfRange(theta, at, at + size)));
                at += size;
            }
            if (windows.get(w).start().length > 0) {
                entries.put(
                        "window%d.start".formatted(w),
                        SafeTensors.Entry.of(windows.get(w).start()));
            }
        }
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("problem", problem.name());
        metadata.put("settings", settings.toString());
        metadata.put("windows", Integer.toString(windows.size()));
        SafeTensors.write(file, metadata, entries);
    }

    static List<Piece> extended(List<Piece> pieces, Piece next) {
        var all = new ArrayList<>(pieces);
        all.add(next);
        return all;
    }
}

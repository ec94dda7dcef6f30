package org.separatrix.dynamics.spectral;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.integrate.IntegrationException;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Interpreter;
import org.separatrix.equations.ParameterValue;
import org.separatrix.equations.compile.Compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Evolution equations of m fields on a periodic line, such as `u' = -u*u_x - u_xx - u_xxxx`.
///
/// Fields are the primed names, `u_x` to `u_xxxxxx` their spatial derivatives, `x` the position.
/// The linear part with constant coefficients is integrated exactly, the rest pseudo-spectrally
/// with the two-thirds rule by the fourth-order exponential Runge–Kutta method ETDRK4 (S. Cox and
/// P. Matthews, J. Comput. Phys. 176, 2002). Linear couplings between fields are exact for two
/// fields and explicit for more. The step must resolve the nonlinear part only.
///
/// States are the values of the first field at all points, then those of the next; they are named
/// `u[0]`, `u[1]` and so on. Immutable and shared freely.
public final class SemilinearPde {

    private static final int PATIENCE = 64;

    private final LinearSplit split;
    private final Map<String, ParameterValue> parameters;
    private final int points;
    private final double length;
    private final List<String> names;

    private SemilinearPde(
            LinearSplit split, Map<String, ParameterValue> parameters, int points, double length) {
        this.split = split;
        this.parameters = parameters;
        this.points = points;
        this.length = length;
        var all = new ArrayList<String>();
        for (String field : split.fields()) {
            for (int j = 0; j < points; j++) {
                all.add(field + "[" + j + "]");
            }
        }
        names = List.copyOf(all);
    }

    /// Equations on a line.
    ///
    /// @param points even, at least 4
    /// @param length period of the line, positive
    /// @throws org.separatrix.equations.EquationException if the text has a mistake
    public static SemilinearPde of(
            String text, Map<String, ParameterValue> parameters, int points, double length) {
        var grid = new SpectralGrid1d(points, length);
        return new SemilinearPde(
                LinearSplit.of(text, parameters),
                Map.copyOf(parameters),
                grid.points(),
                grid.length());
    }

    /// Names of the fields, m.
    public List<String> fields() {
        return split.fields();
    }

    /// Names of the states, m*n.
    public List<String> names() {
        return names;
    }

    /// The grid, a new one for the calling thread.
    public SpectralGrid1d grid() {
        return new SpectralGrid1d(points, length);
    }

    /// The states of given profiles, length m*n.
    ///
    /// @param profiles an expression of `x` and the parameters for each field
    public double[] start(List<String> profiles) {
        if (profiles.size() != fields().size()) {
            throw new IllegalArgumentException(
                    "expected %d start profiles, one a field, got %d"
                            .formatted(fields().size(), profiles.size()));
        }
        var grid = grid();
        var state = new double[names.size()];
        for (int f = 0; f < profiles.size(); f++) {
            var profile = Equations.parseExpression(profiles.get(f));
            for (int j = 0; j < points; j++) {
                double x = grid.x(j);
                state[f * points + j] =
                        Interpreter.evaluate(
                                profile, name -> name.equals("x") ? x : parameter(name));
            }
        }
        return state;
    }

    private double parameter(String name) {
        if (parameters.get(name) instanceof ParameterValue.Scalar(double value)) {
            return value;
        }
        throw new IllegalArgumentException(
                "unknown name %s in a start profile: expected x or one of %s"
                        .formatted(name, parameters.keySet()));
    }

    /// States after every `every` steps, the start included.
    ///
    /// @param start length m*n, left as it is
    /// @param step length of a step, positive
    /// @param points number of states, the start included, at least 1
    /// @param every steps from one state to the next, at least 1
    /// @param cancelled asked now and then whether to stop
    /// @throws IntegrationException if a value becomes infinite or not a number
    public Trajectory solve(
            double[] start, double step, int points, int every, BooleanSupplier cancelled) {
        if (start.length != names.size()) {
            throw new IllegalArgumentException(
                    "expected a start of length %d (%d fields at %d points), got %d"
                            .formatted(names.size(), fields().size(), this.points, start.length));
        }
        if (!(step > 0) || Double.isInfinite(step)) {
            throw new IllegalArgumentException("step must be positive, got " + step);
        }
        if (points < 1 || every < 1) {
            throw new IllegalArgumentException(
                    "expected points >= 1 and every >= 1, got %d and %d".formatted(points, every));
        }
        var stepper = stepper(step);
        stepper.start(start);
        var times = new double[points];
        var states = new double[points * start.length];
        var x = start.clone();
        System.arraycopy(start, 0, states, 0, start.length);
        long n = 0;
        for (int row = 1; row < points; row++) {
            for (int s = 0; s < every; s++, n++) {
                if (n % PATIENCE == 0 && cancelled.getAsBoolean()) {
                    throw IntegrationException.cancelled(n * step, n, step, x);
                }
                stepper.advance(n * step);
            }
            var before = x.clone();
            stepper.values(x);
            guard(n, step, before, x);
            times[row] = n * step;
            System.arraycopy(x, 0, states, row * start.length, start.length);
        }
        return new Trajectory(times, states, names);
    }

    /// Steps of one length from any state, for the calling thread.
    ///
    /// @param step length of a step, positive
    public PdeEvolution evolution(double step) {
        if (!(step > 0) || Double.isInfinite(step)) {
            throw new IllegalArgumentException("step must be positive, got " + step);
        }
        return new PdeEvolution(stepper(step), names.size(), step);
    }

    private void guard(long n, double step, double[] before, double[] x) {
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
                throw IntegrationException.diverged(
                        n * step,
                        n,
                        step,
                        before,
                        names.get(i),
                        x[i],
                        "Maybe shorten the step or take more points.");
            }
        }
    }

    private EtdRk4 stepper(double step) {
        var grid = grid();
        int m = fields().size();
        var symbol = new Complex[grid.modes()][m][m];
        for (int q = 0; q < grid.modes(); q++) {
            // The highest mode has no odd derivatives on the grid.
            boolean highest = q == grid.modes() - 1;
            double k = grid.wavenumber(q);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    double re = 0;
                    double im = 0;
                    double power = 1;
                    for (int order = 0; order <= LinearSplit.HIGHEST; order++) {
                        double term = split.coefficients()[i][j][order] * power;
                        switch (order % 4) {
                            case 0 -> re += term;
                            case 1 -> im += highest ? 0 : term;
                            case 2 -> re -= term;
                            default -> im -= highest ? 0 : term;
                        }
                        power *= k;
                    }
                    symbol[q][i][j] = new Complex(re, im);
                }
            }
        }
        var used = new ArrayList<LinearSplit.Input>();
        var kernel = Compiler.compile(split.restSystem(used));
        return new EtdRk4(grid, m, new LinearPart(symbol), kernel, used, step);
    }

    @Override
    public String toString() {
        return "%s on %d points, length %s".formatted(fields(), points, length);
    }

    /// Coefficients of the linear part, for tests: derivative `order` of field j in equation i.
    double linear(int i, int j, int order) {
        return split.coefficients()[i][j][order];
    }

    static double[] column(double[] state, int field, int points) {
        return Arrays.copyOfRange(state, field * points, (field + 1) * points);
    }
}

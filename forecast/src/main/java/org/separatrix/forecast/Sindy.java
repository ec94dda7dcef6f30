package org.separatrix.forecast;

import org.separatrix.analysis.regression.PolynomialLibrary;
import org.separatrix.analysis.regression.SparseRegression;
import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.dynamics.integrate.IntegrationException;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.equations.Equations;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Sparse identification of nonlinear dynamics: finds polynomial differential equations and
/// integrates them.
///
/// Derivatives are taken from the data by sixth-order differences, each channel in units of its
/// standard deviation and without shift, so that a sparse polynomial stays sparse. The equations
/// found are text of the equation language: the model can be simulated, analysed and printed like
/// any other system.
///
/// Source: Brunton, Proctor and Kutz, PNAS 113 (2016).
///
/// @param degree largest degree of the monomials
/// @param threshold smallest coefficient kept, in scaled units per time unit of one step
/// @param ridge Tikhonov penalty
public record Sindy(
        @Describe(value = "largest degree of the monomials", min = 1, max = 5) int degree,
        @Describe(
                        value =
                                "smallest coefficient kept, relative to the largest of its"
                                        + " equation",
                        min = 0,
                        max = 1)
                double threshold,
        @Describe(value = "Tikhonov penalty", min = 0) double ridge)
        implements Forecaster {

    private static final int MOST_TERMS = 1000;

    @Override
    public String name() {
        return "sindy";
    }

    @Override
    public int shortest() {
        return 12;
    }

    @Override
    public List<Forecaster> candidates() {
        var all = new ArrayList<Forecaster>();
        for (int p : new int[] {2, 3}) {
            for (double t : new double[] {0.002, 0.01, 0.05}) {
                all.add(new Sindy(p, t, ridge));
            }
        }
        return all;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        var first = training.getFirst();
        int d = first.dimension();
        var library = new PolynomialLibrary(d, degree);
        if (library.size() > MOST_TERMS) {
            throw new LabException(
                    "sindy: %d channels and degree %d make %d terms, at most %d; lower the degree"
                            .formatted(d, degree, library.size(), MOST_TERMS));
        }
        double[] deviation = Scaling.of(training).deviation();
        var terms = new ArrayList<double[]>();
        var slopes = new ArrayList<double[]>();
        for (var piece : training) {
            for (int i = 3; i < piece.size() - 3; i++) {
                var x = new double[d];
                var slope = new double[d];
                for (int j = 0; j < d; j++) {
                    double[][] v = piece.values();
                    x[j] = v[i][j] / deviation[j];
                    slope[j] =
                            (45 * (v[i + 1][j] - v[i - 1][j])
                                            - 9 * (v[i + 2][j] - v[i - 2][j])
                                            + (v[i + 3][j] - v[i - 3][j]))
                                    / (60 * piece.step() * deviation[j]);
                }
                var values = new double[library.size()];
                library.evaluate(x, values);
                terms.add(values);
                slopes.add(slope);
            }
        }
        double[][] design = terms.toArray(double[][]::new);
        double[][] outputs = slopes.toArray(double[][]::new);
        var coefficients = new double[d][];
        for (int j = 0; j < d; j++) {
            double size = 0;
            var column = new double[outputs.length][1];
            for (int i = 0; i < outputs.length; i++) {
                column[i][0] = outputs[i][j];
                size = Math.max(size, Math.abs(outputs[i][j]));
            }
            coefficients[j] = SparseRegression.solve(design, column, threshold * size, ridge)[0];
        }
        return new Fitted(text(library, coefficients, deviation, d), first.names());
    }

    /// The equations in the data's own units, with states `x0`, `x1`, ...
    private static String text(
            PolynomialLibrary library, double[][] coefficients, double[] deviation, int d) {
        var names = new ArrayList<String>();
        for (int j = 0; j < d; j++) {
            names.add("x" + j);
        }
        var text = new StringBuilder();
        var ones = new double[library.size()];
        library.evaluate(deviation, ones);
        for (int j = 0; j < d; j++) {
            var sum = new StringBuilder();
            for (int k = 0; k < library.size(); k++) {
                double c = coefficients[j][k] * deviation[j] / ones[k];
                if (c != 0) {
                    sum.append(sum.isEmpty() ? (c < 0 ? "-" : "") : c < 0 ? " - " : " + ");
                    sum.append(String.format(Locale.ROOT, "%.12g", Math.abs(c)));
                    String term = library.text(k, names);
                    sum.append(term.equals("1") ? "" : "*" + term);
                }
            }
            text.append(names.get(j)).append("' = ").append(sum.isEmpty() ? "0" : sum).append('\n');
        }
        return text.toString();
    }

    /// @param equations the equations found, with states `x0`, `x1`, ... for the channels in order
    /// @param channels names of the channels
    public record Fitted(String equations, List<String> channels) implements FittedForecaster {

        public Fitted {
            channels = List.copyOf(channels);
        }

        @Override
        public int context() {
            return 1;
        }

        /// The model as a flow, for simulation and analysis.
        public CompiledFlow flow() {
            return CompiledFlow.of(Equations.parse(equations));
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int d = history.dimension();
            var values = new double[steps][];
            java.util.Arrays.setAll(values, _ -> Rollout.missing(d));
            double[] start = history.values()[history.size() - 1];
            double bound = 0;
            for (double[] row : history.values()) {
                for (double v : row) {
                    bound = Math.max(bound, Math.abs(v));
                }
            }
            double h = history.step();
            var solver =
                    Integrators.named("tsit5")
                            .tolerance(1e-8, 1e-10 * bound)
                            .bound(1e3 * bound)
                            .maxSteps(2_000_000);
            var done = new int[1];
            try {
                solver.integrate(
                        flow(),
                        start,
                        0,
                        steps * h,
                        step -> {
                            while (done[0] < steps
                                    && (done[0] + 1) * h <= step.to() * (1 + 1e-14)) {
                                var x = new double[d];
                                step.at((done[0] + 1) * h, x);
                                values[done[0]++] = x;
                            }
                        });
            } catch (IntegrationException e) {
                // The model blew up: what it said before stands, the rest is missing.
                return Prediction.of(Rollout.future(history, values));
            }
            return Prediction.of(Rollout.future(history, values));
        }
    }
}

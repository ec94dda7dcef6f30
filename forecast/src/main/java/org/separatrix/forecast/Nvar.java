package org.separatrix.forecast;

import org.separatrix.analysis.regression.Ridge;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;

/// Nonlinear vector autoregression, also called next-generation reservoir computing: the increment
/// is a polynomial in the last rows, fitted by ridge.
///
/// Source: D. J. Gauthier, E. Bollt, A. Griffith and W. A. S. Barbosa, "Next generation reservoir
/// computing", Nature Communications 12 (2021).
///
/// @param delays rows of history used
/// @param spacing steps between them
/// @param degree largest degree of the polynomial, 1 to 4
/// @param ridge Tikhonov penalty a training row, on standardised data
public record Nvar(
        @Describe(value = "rows of history used", min = 1, max = 200) int delays,
        @Describe(value = "steps between them", min = 1, max = 1000) int spacing,
        @Describe(value = "largest degree of the polynomial", min = 1, max = 4) int degree,
        @Describe(value = "Tikhonov penalty a training row, on standardised data", min = 0)
                double ridge)
        implements Forecaster {

    private static final int MOST_FEATURES = 2500;

    @Override
    public String name() {
        return "nvar";
    }

    @Override
    public int shortest() {
        return (delays - 1) * spacing + 3;
    }

    @Override
    public List<Forecaster> candidates() {
        var all = new ArrayList<Forecaster>();
        for (int d : new int[] {2, 4}) {
            for (int p : new int[] {2, 3}) {
                for (double r : new double[] {1e-9, 1e-6}) {
                    all.add(new Nvar(d, spacing, p, r));
                }
            }
        }
        return all;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        int d = training.getFirst().dimension();
        var monomials = Monomials.of(delays * d, degree);
        if (monomials.size() > MOST_FEATURES) {
            throw new LabException(
                    "nvar: %d channels, %d delays and degree %d make %d features, at most %d; lower delays or degree"
                            .formatted(d, delays, degree, monomials.size(), MOST_FEATURES));
        }
        var scaling = Scaling.of(training);
        var regression = new Ridge(monomials.size(), d);
        var window = new double[delays * d];
        var features = new double[monomials.size()];
        var target = new double[d];
        for (var piece : training) {
            double[][] rows = scaling.apply(piece.values());
            for (int i = (delays - 1) * spacing + 1; i < rows.length; i++) {
                gather(rows, i, delays, spacing, window);
                monomials.evaluate(window, features);
                for (int k = 0; k < d; k++) {
                    target[k] = rows[i][k] - rows[i - 1][k];
                }
                regression.add(features, target);
            }
        }
        return new Fitted(
                delays, spacing, degree, scaling, regression.solve(ridge * regression.rows()));
    }

    private static void gather(double[][] rows, int end, int delays, int spacing, double[] window) {
        int at = 0;
        for (int lag = 0; lag < delays; lag++) {
            for (double v : rows[end - 1 - lag * spacing]) {
                window[at++] = v;
            }
        }
    }

    /// @param weights monomial i to the increment of channel k at `i*D + k`
    public record Fitted(int delays, int spacing, int degree, Scaling scaling, double[] weights)
            implements FittedForecaster {

        @Override
        public int context() {
            return (delays - 1) * spacing + 1;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int d = history.dimension();
            var monomials = Monomials.of(delays * d, degree);
            var window = new double[delays * d];
            var features = new double[monomials.size()];
            return Rollout.run(
                    history,
                    scaling,
                    context(),
                    steps,
                    (past, end) -> {
                        gather(past, end, delays, spacing, window);
                        monomials.evaluate(window, features);
                        double[] next = Linear.apply(weights, features, d);
                        for (int k = 0; k < d; k++) {
                            next[k] += past[end - 1][k];
                        }
                        return next;
                    });
        }
    }
}

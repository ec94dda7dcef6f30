package org.separatrix.analysis.features;

/// How values depend on earlier ones: linear correlation, autoregression, and the lowest moments
/// that see nonlinearity and the direction of time.
final class CorrelationFeatures {

    private static final int[] LAGS = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200
    };
    private static final int ORDER = 10;
    private static final int[] NONLINEAR = {1, 2, 3, 5, 10};

    private CorrelationFeatures() {}

    static void measure(Sample s, FeatureRow out) {
        for (int lag : LAGS) {
            out.put("autocorrelation", lag, s.autocorrelation(lag));
        }
        out.put("autocorrelation_first_zero", first(s, 0));
        out.put("autocorrelation_first_below_1/e", first(s, 1 / Math.E));
        int minimum = firstMinimum(s);
        out.put("autocorrelation_first_minimum", minimum);
        out.put("autocorrelation_at_first_minimum", s.autocorrelation(minimum));
        double sum = 0;
        int quarter = Math.max(1, s.size() / 4);
        for (int lag = 1; lag <= quarter; lag++) {
            sum += Math.abs(s.autocorrelation(lag));
        }
        out.put("autocorrelation_mean_size", sum / quarter);
        autoregression(s, out);
        moments(s, out);
    }

    /// First lag with a correlation at or below a level; the length if there is none.
    private static int first(Sample s, double level) {
        int lag = 1;
        while (lag < s.size() && s.autocorrelation[lag] > level) {
            lag++;
        }
        return lag;
    }

    private static int firstMinimum(Sample s) {
        int lag = 1;
        while (lag + 1 < s.size() && s.autocorrelation[lag + 1] < s.autocorrelation[lag]) {
            lag++;
        }
        return lag;
    }

    /// Yule–Walker equations by the recursion of Levinson and Durbin: the last coefficient of each
    /// order is the partial autocorrelation.
    private static void autoregression(Sample s, FeatureRow out) {
        int order = Math.min(ORDER, s.size() / 2);
        var a = new double[ORDER + 1];
        var before = new double[ORDER + 1];
        double variance = 1;
        for (int p = 1; p <= ORDER; p++) {
            double partial = Double.NaN;
            if (p <= order && variance > 1e-12) {
                double sum = s.autocorrelation[p];
                for (int k = 1; k < p; k++) {
                    sum -= a[k] * s.autocorrelation[p - k];
                }
                partial = sum / variance;
                System.arraycopy(a, 0, before, 0, p);
                for (int k = 1; k < p; k++) {
                    a[k] = before[k] - partial * before[p - k];
                }
                a[p] = partial;
                variance *= 1 - partial * partial;
            }
            out.put("partial_autocorrelation", p, partial);
        }
        for (int k = 1; k <= ORDER; k++) {
            out.put("autoregression", k, k <= order ? a[k] : Double.NaN);
        }
        out.put("autoregression_residual_variance", variance);
    }

    private static void moments(Sample s, FeatureRow out) {
        double[] z = s.z;
        for (int lag : NONLINEAR) {
            int count = z.length - 2 * lag;
            double triple = 0;
            double reversal = 0;
            for (int i = 0; i < count; i++) {
                triple += z[i] * z[i + lag] * z[i + 2 * lag];
                reversal += z[i + 2 * lag] * z[i + 2 * lag] * z[i + lag] - z[i + lag] * z[i] * z[i];
            }
            out.put("c3", lag, count > 0 ? triple / count : Double.NaN);
            out.put("time_reversal_asymmetry", lag, count > 0 ? reversal / count : Double.NaN);
            double cube = 0;
            double square = 0;
            for (int i = 0; i + lag < z.length; i++) {
                double step = z[i + lag] - z[i];
                square += step * step;
                cube += step * step * step;
            }
            int pairs = z.length - lag;
            out.put("increment_skewness", lag, cube / pairs / Math.pow(square / pairs, 1.5));
        }
        var squares = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            squares[i] = z[i] * z[i];
        }
        for (int lag : NONLINEAR) {
            out.put("autocorrelation_of_squares", lag, correlation(squares, lag));
        }
    }

    private static double correlation(double[] x, int lag) {
        double mean = 0;
        for (double v : x) {
            mean += v / x.length;
        }
        double variance = 0;
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            variance += (x[i] - mean) * (x[i] - mean);
            product += i >= lag ? (x[i] - mean) * (x[i - lag] - mean) : 0;
        }
        // A square wave has squares that do not vary.
        return variance > 1e-12 * x.length ? product / variance : Double.NaN;
    }
}

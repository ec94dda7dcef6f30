package org.separatrix.forecast.gtf;

import org.separatrix.lab.Seeds;

/// An electrocardiogram by the dynamical model of McSharry and others: a point that circles once a
/// beat and is pulled up and down by the waves P, Q, R, S and T; beats of varying length, and the
/// baseline that breathing moves.
///
/// Source: P. McSharry, G. Clifford, L. Tarassenko and L. Smith, "A dynamical model for generating
/// synthetic electrocardiogram signals", IEEE Trans. Biomed. Eng. 50 (2003), with its usual
/// constants.
final class SyntheticHeart {

    /// Samples a second.
    static final int RATE = 700;

    /// Samples by which the coordinates of a delay embedding lag.
    static final int[] DELAYS = {0, 10, 20, 55, 68};

    private static final double[] ANGLE = {-70, -15, 0, 15, 100};
    private static final double[] HEIGHT = {1.2, -5, 30, -7.5, 0.75};
    private static final double[] WIDTH = {0.25, 0.1, 0.1, 0.1, 0.4};

    /// 0.15 mV in the units of the model, whose waves span about 1.6 mV and 0.05 units.
    private static final double BASELINE = 0.005;

    private static final double BREATH = 0.25;
    private static final double SLOW = 0.1;
    private static final double SPREAD = 0.01;
    private static final double LOW_OVER_HIGH = 0.5;
    private static final double DEVIATION = 1.0 / 60;
    private static final int TONES = 60;
    private static final int LEFT_OUT = 10;

    private final double[] frequency = new double[TONES];
    private final double[] amplitude = new double[TONES];
    private final double[] phase = new double[TONES];

    SyntheticHeart(Seeds seeds) {
        var random = seeds.of("beats");
        double power = 0;
        for (int k = 0; k < TONES; k++) {
            double f = 0.05 + 0.25 * k / (TONES - 1);
            double density = LOW_OVER_HIGH * bell(f - SLOW) + bell(f - BREATH);
            frequency[k] = f;
            amplitude[k] = Math.sqrt(density);
            phase[k] = 2 * Math.PI * random.nextDouble();
            power += 0.5 * density;
        }
        for (int k = 0; k < TONES; k++) {
            amplitude[k] *= DEVIATION / Math.sqrt(power);
        }
    }

    private static double bell(double f) {
        return Math.exp(-0.5 * f * f / (SPREAD * SPREAD));
    }

    /// Length of the beat at time t, in seconds; 1 on average.
    double beat(double t) {
        double length = 1;
        for (int k = 0; k < TONES; k++) {
            length += amplitude[k] * Math.cos(2 * Math.PI * frequency[k] * t + phase[k]);
        }
        return length;
    }

    /// The signal at [#RATE] in units of the model, after the start has been forgotten.
    double[] signal(int samples) {
        double h = 1.0 / RATE;
        int skipped = LEFT_OUT * RATE;
        double[] x = {1, 0, 0};
        var values = new double[samples];
        for (int i = 0; i < skipped + samples; i++) {
            step(i * h, h, x);
            if (i >= skipped) {
                values[i - skipped] = x[2];
            }
        }
        return values;
    }

    /// One step of the classical Runge-Kutta method.
    private void step(double t, double h, double[] x) {
        var slopes = new double[4][];
        double[] at = {0, h / 2, h / 2, h};
        for (int stage = 0; stage < 4; stage++) {
            var probe = x.clone();
            for (int i = 0; i < 3 && stage > 0; i++) {
                probe[i] += at[stage] * slopes[stage - 1][i];
            }
            slopes[stage] = slope(t + at[stage], probe);
        }
        for (int i = 0; i < 3; i++) {
            x[i] += h / 6 * (slopes[0][i] + 2 * slopes[1][i] + 2 * slopes[2][i] + slopes[3][i]);
        }
    }

    private double[] slope(double t, double[] x) {
        double omega = 2 * Math.PI / beat(t);
        double pull = 1 - Math.hypot(x[0], x[1]);
        double theta = Math.atan2(x[1], x[0]);
        double up = -(x[2] - BASELINE * Math.sin(2 * Math.PI * BREATH * t));
        for (int k = 0; k < ANGLE.length; k++) {
            double d = Math.IEEEremainder(theta - Math.toRadians(ANGLE[k]), 2 * Math.PI);
            up -= HEIGHT[k] * d * Math.exp(-d * d / (2 * WIDTH[k] * WIDTH[k]));
        }
        return new double[] {pull * x[0] - omega * x[1], pull * x[1] + omega * x[0], up};
    }

    /// The signal embedded with [#DELAYS], `[samples][5]`.
    double[][] embedded(int samples) {
        int longest = DELAYS[DELAYS.length - 1];
        double[] signal = signal(samples + longest);
        var rows = new double[samples][DELAYS.length];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < DELAYS.length; j++) {
                rows[i][j] = signal[i + longest - DELAYS[j]];
            }
        }
        return rows;
    }
}

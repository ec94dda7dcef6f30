package org.separatrix.forecast.gtf;

import org.separatrix.lab.Seeds;

/// An electroencephalogram by coupled columns of cortex: 16 columns, each of excitatory, inhibitory
/// and pyramidal cells, driven by slowly varying input and sparsely coupled at random, seen by 64
/// electrodes on a ring.
///
/// Source: B. Jansen and V. Rit, "Electroencephalogram and visual evoked potential generation in a
/// mathematical model of coupled cortical columns", Biol. Cybern. 73 (1995), with its constants.
final class SyntheticBrain {

    /// Samples a second.
    static final int RATE = 160;

    static final int COLUMNS = 16;
    static final int ELECTRODES = 64;

    /// Samples of the window that smooths the recording.
    private static final int SMOOTHED = 15;

    private static final int STEPS = 8;
    private static final int LEFT_OUT = 5 * RATE;
    private static final int SOURCES = 3;
    private static final double COUPLING = 15;
    private static final double REACH = 0.5;
    private static final int TONES = 6;

    private static final double EXCITATION = 3.25;
    private static final double INHIBITION = 22;
    private static final double FAST = 100;
    private static final double SLOW = 50;
    private static final double SYNAPSES = 135;
    private static final double MEAN_INPUT = 220;
    private static final double INPUT_SPREAD = 100;

    private final int[][] sources = new int[COLUMNS][SOURCES];
    private final double[][] weights = new double[COLUMNS][SOURCES];
    private final double[][] frequency = new double[COLUMNS][TONES];
    private final double[][] phase = new double[COLUMNS][TONES];
    private final double[][] mixing = new double[ELECTRODES][COLUMNS];

    SyntheticBrain(Seeds seeds) {
        var random = seeds.of("columns");
        for (int i = 0; i < COLUMNS; i++) {
            for (int k = 0; k < SOURCES; k++) {
                sources[i][k] = (i + 1 + random.nextInt(COLUMNS - 1)) % COLUMNS;
                weights[i][k] = COUPLING * random.nextDouble();
            }
            for (int k = 0; k < TONES; k++) {
                frequency[i][k] = 0.05 + 0.45 * random.nextDouble();
                phase[i][k] = 2 * Math.PI * random.nextDouble();
            }
        }
        var gains = new double[COLUMNS];
        for (int j = 0; j < COLUMNS; j++) {
            gains[j] = random.nextGaussian();
        }
        for (int e = 0; e < ELECTRODES; e++) {
            for (int j = 0; j < COLUMNS; j++) {
                double angle = 2 * Math.PI * ((double) e / ELECTRODES - (j + 0.5) / COLUMNS);
                double distance = Math.IEEEremainder(angle, 2 * Math.PI);
                mixing[e][j] = gains[j] * Math.exp(-distance * distance / (2 * REACH * REACH));
            }
        }
    }

    /// Firing rate of cells at a mean potential in millivolts, pulses a second.
    private static double rate(double v) {
        return 5 / (1 + Math.exp(0.56 * (6 - v)));
    }

    /// Input of a column at time t, pulses a second, between 120 and 320.
    double input(int column, double t) {
        double sum = 0;
        for (int k = 0; k < TONES; k++) {
            sum += Math.sin(2 * Math.PI * frequency[column][k] * t + phase[column][k]);
        }
        return MEAN_INPUT + INPUT_SPREAD * sum / TONES;
    }

    /// Slopes of the six states of every column, those of column i at `6 i`.
    private void slopes(double t, double[] y, double[] out) {
        for (int i = 0; i < COLUMNS; i++) {
            int o = 6 * i;
            double coupled = 0;
            for (int k = 0; k < SOURCES; k++) {
                int from = 6 * sources[i][k];
                coupled += weights[i][k] * rate(y[from + 1] - y[from + 2]);
            }
            double drive = input(i, t) + 0.8 * SYNAPSES * rate(SYNAPSES * y[o]) + coupled;
            double brake = 0.25 * SYNAPSES * rate(0.25 * SYNAPSES * y[o]);
            out[o] = y[o + 3];
            out[o + 1] = y[o + 4];
            out[o + 2] = y[o + 5];
            out[o + 3] =
                    EXCITATION * FAST * rate(y[o + 1] - y[o + 2])
                            - 2 * FAST * y[o + 3]
                            - FAST * FAST * y[o];
            out[o + 4] = EXCITATION * FAST * drive - 2 * FAST * y[o + 4] - FAST * FAST * y[o + 1];
            out[o + 5] = INHIBITION * SLOW * brake - 2 * SLOW * y[o + 5] - SLOW * SLOW * y[o + 2];
        }
    }

    /// Potentials of the columns at [#RATE], millivolts, `[samples][16]`, after the start has been
    /// forgotten. By the classical Runge-Kutta method.
    double[][] potentials(int samples) {
        double h = 1.0 / (RATE * STEPS);
        int n = 6 * COLUMNS;
        var y = new double[n];
        var k = new double[4][n];
        var probe = new double[n];
        var seen = new double[samples][COLUMNS];
        for (int s = 0; s < LEFT_OUT + samples; s++) {
            for (int step = 0; step < STEPS; step++) {
                double t = (s * STEPS + step) * h;
                slopes(t, y, k[0]);
                slopes(t + h / 2, moved(y, h / 2, k[0], probe), k[1]);
                slopes(t + h / 2, moved(y, h / 2, k[1], probe), k[2]);
                slopes(t + h, moved(y, h, k[2], probe), k[3]);
                for (int i = 0; i < n; i++) {
                    y[i] += h / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
                }
            }
            for (int i = 0; i < COLUMNS && s >= LEFT_OUT; i++) {
                seen[s - LEFT_OUT][i] = y[6 * i + 1] - y[6 * i + 2];
            }
        }
        return seen;
    }

    private static double[] moved(double[] y, double h, double[] slope, double[] out) {
        for (int i = 0; i < y.length; i++) {
            out[i] = y[i] + h * slope[i];
        }
        return out;
    }

    /// What the electrodes record, smoothed by a Hann window of 15 samples, `[samples][64]`.
    double[][] recording(int samples) {
        double[][] columns = potentials(samples + SMOOTHED - 1);
        var window = new double[SMOOTHED];
        double sum = 0;
        for (int k = 0; k < SMOOTHED; k++) {
            window[k] = Math.pow(Math.sin(Math.PI * (k + 1) / (SMOOTHED + 1)), 2);
            sum += window[k];
        }
        var rows = new double[samples][ELECTRODES];
        for (int i = 0; i < samples; i++) {
            var smooth = new double[COLUMNS];
            for (int k = 0; k < SMOOTHED; k++) {
                for (int j = 0; j < COLUMNS; j++) {
                    smooth[j] += window[k] / sum * columns[i + k][j];
                }
            }
            rows[i] = Observation.times(mixing, smooth);
        }
        return rows;
    }
}

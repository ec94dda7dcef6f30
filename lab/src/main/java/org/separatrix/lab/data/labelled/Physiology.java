package org.separatrix.lab.data.labelled;

import java.util.random.RandomGenerator;

/// Series like those of hearts, brains and nerve cells.
final class Physiology {

    /// Angle, height and width of the waves P, Q, R, S and T.
    private static final double[][] WAVES = {
        {-Math.PI / 3, 0.12, 0.25},
        {-Math.PI / 12, -0.15, 0.1},
        {0, 1, 0.1},
        {Math.PI / 12, -0.25, 0.1},
        {Math.PI / 2, 0.3, 0.4}
    };

    private static final int QRS_FROM = 1;
    private static final int QRS_TO = 3;
    private static final int T_WAVE = 4;

    private Physiology() {}

    /// About two beats, at a rate that wanders, with a drifting base line.
    static double[] heart(int label, int length, RandomGenerator random) {
        double[] x = Shapes.noise(length, 0.08, random);
        double angle = Shapes.uniform(random, -Math.PI, Math.PI);
        double rate = 2 * Math.PI * 2 / length * (1 + 0.1 * random.nextGaussian());
        double drift = 0.1 * random.nextGaussian();
        double widening = label == 1 ? Shapes.uniform(random, 1.4, 2) : 1;
        double inversion = label == 2 ? -Shapes.uniform(random, 0.3, 1) : 1;
        double size = 1 + 0.1 * random.nextGaussian();
        for (int t = 0; t < length; t++) {
            for (int w = 0; w < WAVES.length; w++) {
                boolean qrs = w >= QRS_FROM && w <= QRS_TO;
                double width = WAVES[w][2] * (qrs ? widening : 1);
                double centre = WAVES[w][0] * (qrs ? widening : 1);
                double away = Math.IEEEremainder(angle - centre, 2 * Math.PI);
                double height = WAVES[w][1] * (w == T_WAVE ? inversion : 1);
                x[t] += size * height * Math.exp(-away * away / (2 * width * width));
            }
            x[t] += drift * Math.sin(2 * Math.PI * t / length);
            angle += rate * (1 + 0.05 * random.nextGaussian());
        }
        return x;
    }

    /// The sum of two coupled neural masses, a value each 10 ms; nearer to a seizure excitation is
    /// stronger.
    static double[] brain(int label, int length, RandomGenerator random) {
        double excitation = label == 0 ? 3.25 : Shapes.uniform(random, 3.5, 3.8);
        double coupling = Shapes.uniform(random, 20, 60);
        var masses = new NeuralMass[] {new NeuralMass(excitation), new NeuralMass(3.25)};
        var x = new double[length];
        int perValue = 10;
        int transient0 = 100;
        for (int t = -transient0; t < length; t++) {
            for (int k = 0; k < perValue; k++) {
                double first = masses[0].output();
                double second = masses[1].output();
                masses[0].step(0.001, 90 + coupling * NeuralMass.rate(second) / 5, random);
                masses[1].step(0.001, 90 + coupling * NeuralMass.rate(first) / 5, random);
            }
            if (t >= 0) {
                x[t] = masses[0].output() + 0.5 * masses[1].output() + 0.5 * random.nextGaussian();
            }
        }
        return x;
    }

    /// A column of pyramidal, excitatory and inhibitory cells: three second-order responses.
    private static final class NeuralMass {

        private static final double INHIBITION = 22;
        private static final double FAST = 100;
        private static final double SLOW = 50;
        private static final double CONTACTS = 135;
        private static final double NOISE = 30;

        private final double excitation;
        private final double[] y = new double[6];

        NeuralMass(double excitation) {
            this.excitation = excitation;
        }

        /// Firing rate at a mean potential.
        static double rate(double potential) {
            return 5 / (1 + Math.exp(0.56 * (6 - potential)));
        }

        double output() {
            return y[1] - y[2];
        }

        void step(double dt, double input, RandomGenerator random) {
            double a0 =
                    excitation * FAST * rate(y[1] - y[2]) - 2 * FAST * y[3] - FAST * FAST * y[0];
            double a1 =
                    excitation * FAST * (input + 0.8 * CONTACTS * rate(CONTACTS * y[0]))
                            - 2 * FAST * y[4]
                            - FAST * FAST * y[1];
            double a2 =
                    INHIBITION * SLOW * 0.25 * CONTACTS * rate(0.25 * CONTACTS * y[0])
                            - 2 * SLOW * y[5]
                            - SLOW * SLOW * y[2];
            for (int k = 0; k < 3; k++) {
                y[k] += dt * y[k + 3];
            }
            y[3] += dt * a0;
            // Noise of 30 pulses a second that lasts a millisecond.
            y[4] += dt * (a1 + excitation * FAST * NOISE * random.nextGaussian());
            y[5] += dt * a2;
        }
    }

    /// The potential at three levels of the current.
    static double[] neuron(int label, int length, RandomGenerator random) {
        double current =
                switch (label) {
                    case 0 -> Shapes.uniform(random, 0.24, 0.32);
                    case 1 -> Shapes.uniform(random, 0.34, 0.5);
                    default -> Shapes.uniform(random, 1.38, 1.5);
                };
        double v = 0.3 * random.nextGaussian();
        double w = 0.3 * random.nextGaussian();
        double dt = 0.1;
        int perValue = 15;
        var x = new double[length];
        for (int t = -40; t < length; t++) {
            for (int k = 0; k < perValue; k++) {
                double kick = 0.12 * Math.sqrt(dt) * random.nextGaussian();
                double dv = v - v * v * v / 3 - w + current;
                double dw = 0.08 * (v + 0.7 - 0.8 * w);
                v += dt * dv + kick;
                w += dt * dw;
            }
            if (t >= 0) {
                x[t] = v + 0.3 * random.nextGaussian();
            }
        }
        return x;
    }
}

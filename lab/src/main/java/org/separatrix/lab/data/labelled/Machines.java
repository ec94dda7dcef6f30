package org.separatrix.lab.data.labelled;

import java.util.random.RandomGenerator;

/// Series like those of machines and instruments.
final class Machines {

    private Machines() {}

    /// A sine whose frequency rises or falls linearly, or a second-order autoregression that
    /// resonates around the same frequencies; both of variance 1, with noise of variance 1.
    static double[] chirp(int label, int length, RandomGenerator random) {
        double low = Shapes.uniform(random, 0.04, 0.08);
        double high = Shapes.uniform(random, 0.12, 0.2);
        var x = new double[length];
        if (label == 0) {
            boolean rising = random.nextBoolean();
            double phase = Shapes.uniform(random, 0, 2 * Math.PI);
            for (int t = 0; t < length; t++) {
                double share = (double) t / length;
                phase += 2 * Math.PI * (low + (high - low) * (rising ? share : 1 - share));
                x[t] = Math.sqrt(2) * Math.sin(phase);
            }
        } else {
            double radius = 0.93;
            double a1 = 2 * radius * Math.cos(Math.PI * (low + high));
            double a2 = -radius * radius;
            double gain = Math.sqrt((1 - a2) / ((1 + a2) * ((1 - a2) * (1 - a2) - a1 * a1)));
            double before = 0;
            double now = 0;
            for (int t = -100; t < length; t++) {
                double next = a1 * now + a2 * before + random.nextGaussian() / gain;
                before = now;
                now = next;
                if (t >= 0) {
                    x[t] = now;
                }
            }
        }
        for (int t = 0; t < length; t++) {
            x[t] += random.nextGaussian();
        }
        return x;
    }

    /// Impulses that ring at a resonance, at the rate of balls passing a fault; at the inner race
    /// they come and go with the shaft. All bearings have the tone of the shaft and noise.
    static double[] bearing(int label, int length, RandomGenerator random) {
        double shaft = Shapes.uniform(random, 0.014, 0.018);
        double phase = Shapes.uniform(random, 0, 2 * Math.PI);
        double[] x = Shapes.noise(length, 0.7, random);
        double perTurn = label == 1 ? 3.6 : 5.4;
        double period = 1 / (perTurn * shaft);
        double resonance = Shapes.uniform(random, 0.3, 0.4);
        for (double at = -period * random.nextDouble() - 3 * period;
                label > 0 && at < length;
                at += period * (1 + 0.02 * random.nextGaussian())) {
            double load = label == 2 ? 0.5 + 0.5 * Math.cos(2 * Math.PI * shaft * at + phase) : 0.7;
            for (int t = Math.max(0, (int) Math.ceil(at)); t < length && t < at + 30; t++) {
                double since = t - at;
                x[t] +=
                        1.8
                                * load
                                * Math.exp(-since / 4)
                                * Math.sin(2 * Math.PI * resonance * since);
            }
        }
        for (int t = 0; t < length; t++) {
            x[t] += 0.5 * Math.sin(2 * Math.PI * shaft * t + phase);
        }
        return x;
    }

    /// The angle without friction, with friction, or with friction and a periodic torque.
    static double[] pendulum(int label, int length, RandomGenerator random) {
        double friction = label == 0 ? 0 : Shapes.uniform(random, 0.04, 0.1);
        double torque = label == 2 ? Shapes.uniform(random, 0.2, 0.5) : 0;
        double drive = Shapes.uniform(random, 0.6, 0.75);
        double angle = Shapes.uniform(random, 0.8, 2.2) * (random.nextBoolean() ? 1 : -1);
        double speed = 0;
        double phase = Shapes.uniform(random, 0, 2 * Math.PI);
        double dt = 0.02;
        int perValue = 15;
        var x = new double[length];
        double time = 0;
        for (int t = 0; t < length; t++) {
            x[t] = angle + 0.3 * random.nextGaussian();
            for (int k = 0; k < perValue; k++) {
                // Leapfrog keeps the energy of the free one.
                speed +=
                        dt
                                * (-Math.sin(angle)
                                        - friction * speed
                                        + torque * Math.cos(drive * time + phase));
                angle += dt * speed;
                time += dt;
            }
        }
        return x;
    }
}

package org.separatrix.networks.ntk;

import org.separatrix.analysis.linear.SymmetricEigen;
import org.separatrix.lab.Seeds;

import java.util.Map;

/// When to stop if labels are noisy: the closed form of the test error against time, beside that of
/// ridge regression with the same kernel.
///
/// Targets are a quadratic form on the unit sphere of R^5 plus noise; errors are means over draws
/// of the noise.
final class NoisyLabels {

    private static final int DIMENSION = 5;
    private static final int TRAIN = 150;
    private static final int TEST = 400;
    private static final int DRAWS = 10;
    private static final double NOISE = 0.5;

    private final Seeds seeds;

    NoisyLabels(Seeds seeds) {
        this.seeds = seeds.child("noisy labels");
    }

    void measure(Map<String, Double> metrics, Map<String, double[]> curves) {
        double[][] x = sphere(TRAIN, "train");
        double[][] probe = sphere(TEST, "test");
        double[][] clean = truth(probe);
        var net = InfiniteNet.fullyConnected(3, Activation.relu(), Math.sqrt(2), 0.1);
        double[][] theta = net.kernel(x).ntk();
        double[][] cross = net.kernel(probe, x).ntk();
        double[][] targets = noisy(truth(x));
        var flow = new KernelGradientFlow(theta, targets);
        double[] times = EarlyStopping.times(flow);
        var stopped = new double[times.length];
        var ridged = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            stopped[i] = error(flow.at(times[i]).predict(cross), clean);
            // A ridge r lets modes slower than r/N through as training until N/r does.
            ridged[i] = error(ridge(flow, targets, cross, TRAIN / times[i]), clean);
        }
        curves.put("times", times);
        curves.put("stopped", stopped);
        curves.put("ridged", ridged);
        metrics.put("stopped", least(stopped));
        metrics.put("ridged", least(ridged));
        metrics.put("end", error(flow.at(Double.POSITIVE_INFINITY).predict(cross), clean));
        metrics.put(
                "suggested",
                error(
                        flow.at(EarlyStopping.byCrossValidation(flow, targets).time())
                                .predict(cross),
                        clean));
    }

    private static double[][] ridge(
            KernelGradientFlow flow, double[][] targets, double[][] cross, double ridge) {
        SymmetricEigen eigen = flow.spectrum();
        var f = new double[cross.length][DRAWS];
        var column = new double[TRAIN];
        for (int k = 0; k < DRAWS; k++) {
            for (int i = 0; i < TRAIN; i++) {
                column[i] = targets[i][k];
            }
            double[] modes = eigen.analyse(column);
            for (int m = 0; m < modes.length; m++) {
                modes[m] /= Math.max(0, eigen.value(m)) + ridge;
            }
            double[] weights = eigen.synthesise(modes);
            for (int i = 0; i < cross.length; i++) {
                for (int j = 0; j < TRAIN; j++) {
                    f[i][k] += cross[i][j] * weights[j];
                }
            }
        }
        return f;
    }

    private static double least(double[] values) {
        return java.util.Arrays.stream(values).min().orElseThrow();
    }

    private static double error(double[][] f, double[][] clean) {
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
            for (int k = 0; k < DRAWS; k++) {
                sum += (f[i][k] - clean[i][0]) * (f[i][k] - clean[i][0]);
            }
        }
        return sum / (f.length * DRAWS);
    }

    private double[][] sphere(int count, String purpose) {
        var random = seeds.of(purpose);
        var x = new double[count][DIMENSION];
        for (double[] p : x) {
            double square = 0;
            for (int j = 0; j < DIMENSION; j++) {
                p[j] = random.nextGaussian();
                square += p[j] * p[j];
            }
            for (int j = 0; j < DIMENSION; j++) {
                p[j] /= Math.sqrt(square);
            }
        }
        return x;
    }

    private static double[][] truth(double[][] x) {
        var y = new double[x.length][1];
        for (int i = 0; i < x.length; i++) {
            y[i][0] = 2 * x[i][0] + 3 * x[i][1] * x[i][2];
        }
        return y;
    }

    private double[][] noisy(double[][] clean) {
        var random = seeds.of("noise");
        var y = new double[clean.length][DRAWS];
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < DRAWS; k++) {
                y[i][k] = clean[i][0] + NOISE * random.nextGaussian();
            }
        }
        return y;
    }
}

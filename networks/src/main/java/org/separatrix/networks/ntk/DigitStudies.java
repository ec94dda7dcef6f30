package org.separatrix.networks.ntk;

import org.separatrix.lab.Run;
import org.separatrix.lab.data.images.Digits;
import org.separatrix.lab.data.images.LabelledImages;

import java.util.Map;
import java.util.random.RandomGenerator;

/// Kernel components and regression on generated digits of 14 x 14 pixels.
final class DigitStudies {

    static final int FOLLOWED = 5;
    static final int SHOWN = 50;
    private static final int SIDE = 14;
    private static final int TEST = 1000;
    private static final int STEPS = 120;

    private final Run run;
    private final double[][] x;

    DigitStudies(int count, Run run) {
        this.run = run;
        var images = Digits.generate(count, SIDE, run.seeds().child("digits"));
        this.x = images.normalised(images.meanImage());
    }

    private static InfiniteNet limit() {
        return InfiniteNet.fullyConnected(Circle.DEPTH, Activation.relu(), 1, Circle.BIAS);
    }

    private FiniteNet net(int width, RandomGenerator random) {
        return FiniteNet.random(
                x[0].length, width, Circle.DEPTH, 1, Activation.relu(), 1, Circle.BIAS, random);
    }

    /// Trains towards the first five components at once and notes what is left of each.
    void components(int width, RandomGenerator random, Map<String, double[]> curves) {
        var pca = KernelPca.of(limit().kernel(x).ntk());
        var net = net(width, random);
        double[][] target = net.forward(x);
        for (int i = 0; i < FOLLOWED; i++) {
            add(target, 0.5 / Math.sqrt(FOLLOWED), pca.component(i));
        }
        // Half the fastest error is gone in a step; the slowest of five takes tens of steps.
        double rate = 0.5 / pca.rate(0);
        var descent = new FullBatchDescent(net, x, target, rate, 0);
        var left = new double[FOLLOWED][STEPS + 1];
        for (int k = 0; k <= STEPS; k++) {
            run.check();
            double[] c = pca.project(off(descent.outputs(), target));
            for (int i = 0; i < FOLLOWED; i++) {
                left[i][k] = Math.abs(c[i]);
            }
            descent.step();
        }
        var measured = new double[FOLLOWED];
        var expected = new double[FOLLOWED];
        for (int i = 0; i < FOLLOWED; i++) {
            expected[i] = pca.rate(i);
            measured[i] = (1 - decay(left[i])) / rate;
            curves.put("left " + (i + 1), left[i]);
        }
        curves.put("expected", expected);
        curves.put("measured", measured);
        curves.put("rate", new double[] {rate});
    }

    /// Factor of a step, from the line through the logarithms until the first tenth is reached.
    private static double decay(double[] left) {
        int end = 1;
        while (end + 1 < left.length && left[end] > 0.1 * left[0]) {
            end++;
        }
        var steps = new double[end + 1];
        var logs = new double[end + 1];
        for (int k = 0; k <= end; k++) {
            steps[k] = k;
            logs[k] = Math.log(left[k]);
        }
        return Math.exp(org.separatrix.analysis.statistics.Line.through(steps, logs).slope());
    }

    /// The paper's run: the target is half the second component away from the start.
    void second(int width, RandomGenerator random, Map<String, double[]> curves) {
        var pca = KernelPca.of(limit().kernel(x).ntk());
        var net = net(width, random);
        double[][] target = net.forward(x);
        add(target, 0.5, pca.component(1));
        double rate = 0.5 / pca.rate(0);
        var descent = new FullBatchDescent(net, x, target, rate, 0);
        var times = new double[STEPS + 1];
        var distance = new double[STEPS + 1];
        var across = new double[STEPS + 1];
        for (int k = 0; k <= STEPS; k++) {
            run.check();
            double[] off = off(descent.outputs(), target);
            double along = pca.project(off)[1];
            double square = 0;
            for (double v : off) {
                square += v * v / off.length;
            }
            times[k] = k * rate;
            distance[k] = Math.sqrt(square);
            across[k] = Math.sqrt(Math.max(0, square - along * along));
            descent.step();
        }
        curves.put("time", times);
        curves.put("distance", distance);
        curves.put("across", across);
        curves.put("expected", new double[] {pca.rate(1)});
    }

    private static void add(double[][] target, double scale, double[] component) {
        for (int i = 0; i < target.length; i++) {
            target[i][0] += scale * component[i];
        }
    }

    private static double[] off(double[][] f, double[][] target) {
        var off = new double[f.length];
        for (int i = 0; i < off.length; i++) {
            off[i] = f[i][0] - target[i][0];
        }
        return off;
    }

    /// One-hot regression with three kernels. Each has its ridge chosen on a quarter of the
    /// training images, the Gaussian kernel its width too.
    void regression(int count, Map<String, Double> metrics, Map<String, double[]> curves) {
        var all = Digits.generate(count + TEST, SIDE, run.seeds().child("regression"));
        var train = all.slice(0, count);
        var test = all.slice(count, count + TEST);
        double[] mean = train.meanImage();
        var pair = limit().kernel(train.normalised(mean));
        var cross = limit().kernel(test.normalised(mean), train.normalised(mean));
        metrics.put("ntk", KernelClassifier.tuned(pair.ntk(), train).accuracy(cross.ntk(), test));
        metrics.put(
                "nngp", KernelClassifier.tuned(pair.nngp(), train).accuracy(cross.nngp(), test));
        metrics.put("rbf", rbf(train, test, mean));
        var flow = new KernelGradientFlow(pair.ntk(), train.centredOneHot());
        metrics.put(
                "ntk-end", test.accuracy(flow.at(Double.POSITIVE_INFINITY).predict(cross.ntk())));
        metrics.put("condition", flow.spectrum().condition());
        curves.put("spectrum", flow.spectrum().values());
        curves.put("first kernels", byClass(pair.ntk(), train));
        curves.put(
                "suggested",
                new double[] {EarlyStopping.byCrossValidation(flow, train.centredOneHot()).time()});
    }

    /// The kernel between the first images, sorted by class, row by row.
    private static double[] byClass(double[][] kernel, LabelledImages train) {
        int[] order =
                java.util.stream.IntStream.range(0, SHOWN)
                        .boxed()
                        .sorted(java.util.Comparator.comparingInt(i -> train.labels()[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        var flat = new double[SHOWN * SHOWN];
        for (int i = 0; i < SHOWN; i++) {
            for (int j = 0; j < SHOWN; j++) {
                flat[i * SHOWN + j] = kernel[order[i]][order[j]];
            }
        }
        return flat;
    }

    private static double rbf(LabelledImages train, LabelledImages test, double[] mean) {
        double[][] x = train.normalised(mean);
        KernelClassifier best = null;
        double width = 0;
        for (double candidate : new double[] {0.1, 0.2, 0.4, 0.8, 1.6}) {
            var tuned = KernelClassifier.tuned(gaussian(x, x, candidate), train);
            if (best == null || tuned.validated() > best.validated()) {
                best = tuned;
                width = candidate;
            }
        }
        return java.util.Objects.requireNonNull(best)
                .accuracy(gaussian(test.normalised(mean), x, width), test);
    }

    /// `exp(-|x - x'|^2/(2 width^2 pixels))`: points have mean square 1 a pixel.
    private static double[][] gaussian(double[][] a, double[][] b, double width) {
        var k = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                double square = 0;
                for (int p = 0; p < a[i].length; p++) {
                    square += (a[i][p] - b[j][p]) * (a[i][p] - b[j][p]);
                }
                k[i][j] = Math.exp(-square / (2 * width * width * a[i].length));
            }
        }
        return k;
    }
}

package org.separatrix.networks.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KernelGradientFlowTest {

    private static final double[][] X = {{1, 0}, {0, 1}, {-0.6, 0.8}, {0.8, -0.6}, {-1, 0.1}};
    private static final double[][] Y = {{0.5}, {-1}, {2}, {0.1}, {-0.4}};
    private static final double[][] NEW = {{0.7, 0.7}, {-0.2, -0.9}};
    private static final InfiniteNet NET =
            InfiniteNet.fullyConnected(3, Activation.relu(), 1.4, 0.1);
    private static final double[][] THETA = NET.kernel(X).ntk();

    private static KernelGradientFlow flow() {
        return new KernelGradientFlow(THETA, Y);
    }

    private static double[] column(double[][] f) {
        return java.util.Arrays.stream(f).mapToDouble(r -> r[0]).toArray();
    }

    @Test
    void startsWhereItWasPutAndEndsInInterpolation() {
        double[][] f0 = {{1}, {2}, {3}, {4}, {5}};
        var started = flow().from(f0);
        assertThat(column(started.at(0).train())).containsExactly(column(f0), within(1e-13));
        var end = started.at(Double.POSITIVE_INFINITY);
        assertThat(column(end.train())).containsExactly(column(Y), within(1e-13));
        assertThat(column(end.predict(THETA, f0))).containsExactly(column(Y), within(1e-9));
    }

    @Test
    void trainingTwiceIsTrainingForTheSumOfTimes() {
        double[][] middle = flow().at(3).train();
        double[][] end = flow().from(middle).at(4.5).train();
        assertThat(column(end)).containsExactly(column(flow().at(7.5).train()), within(1e-12));
    }

    @Test
    void eigenbasisAgreesWithARungeKuttaMethod() {
        int n = Y.length;
        double h = 0.01;
        double[] f = new double[n];
        for (int step = 0; step < 500; step++) {
            double[] k1 = slope(f);
            double[] k2 = slope(plus(f, k1, h / 2));
            double[] k3 = slope(plus(f, k2, h / 2));
            double[] k4 = slope(plus(f, k3, h));
            for (int i = 0; i < n; i++) {
                f[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
            }
        }
        assertThat(column(flow().at(5).train())).containsExactly(f, within(1e-9));
    }

    private static double[] slope(double[] f) {
        var d = new double[f.length];
        for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < f.length; j++) {
                d[i] -= THETA[i][j] * (f[j] - Y[j][0]) / f.length;
            }
        }
        return d;
    }

    private static double[] plus(double[] f, double[] k, double h) {
        var sum = f.clone();
        for (int i = 0; i < f.length; i++) {
            sum[i] += h * k[i];
        }
        return sum;
    }

    @Test
    void stepsOfDescentAgreeWithIteratingThem() {
        double rate = 0.5 * flow().largestStableRate();
        double[] f = new double[Y.length];
        double[] before = f.clone();
        double[] ball = f.clone();
        for (int k = 0; k < 17; k++) {
            f = plus(f, slope(f), rate);
            double[] next = plus(ball, slope(ball), rate);
            for (int i = 0; i < next.length; i++) {
                next[i] += 0.7 * (ball[i] - before[i]);
            }
            before = ball;
            ball = next;
        }
        assertThat(column(flow().at(new Descent.Steps(17, rate)).train()))
                .containsExactly(f, within(1e-12));
        assertThat(column(flow().at(new Descent.HeavyBall(17, rate, 0.7)).train()))
                .containsExactly(ball, within(1e-11));
    }

    @Test
    void smallStepsApproachTheFlow() {
        double[] exact = column(flow().at(2).train());
        double coarse = distance(exact, column(flow().at(new Descent.Steps(100, 0.02)).train()));
        double fine = distance(exact, column(flow().at(new Descent.Steps(200, 0.01)).train()));
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(1, within(0.02));
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void ensembleIsThePriorAtTheStartAndCertainAtTheDataInTheEnd() {
        var train = NET.kernel(X);
        var cross = NET.kernel(NEW, X);
        double[][] test = NET.kernel(NEW).nngp();
        var start = EnsemblePrediction.of(flow().at(0), train.nngp(), cross, test);
        assertThat(start.covariance()[0]).containsExactly(test[0], within(1e-13));
        assertThat(start.mean()[1][0]).isZero();
        var end = flow().at(Double.POSITIVE_INFINITY);
        var atData = EnsemblePrediction.of(end, train.nngp(), train, train.nngp());
        for (int i = 0; i < X.length; i++) {
            assertThat(atData.deviation(i)).isLessThan(1e-4);
            assertThat(atData.mean()[i][0]).isCloseTo(Y[i][0], within(1e-8));
        }
        var band = EnsemblePrediction.of(end, train.nngp(), cross, test);
        assertThat(band.quantile(0, 0, 0.9) - band.quantile(0, 0, 0.1))
                .isCloseTo(2 * 1.2815515655446004 * band.deviation(0), within(1e-12));
    }

    @Test
    void ensembleOfWideNetworksHasTheCovarianceOfTheFormula() {
        // With the last layer alone trained the kernel is Sigma and the end is the posterior.
        var train = NET.kernel(X);
        var cross = NET.kernel(NEW, X);
        double[][] test = NET.kernel(NEW).nngp();
        var lastLayer = new KernelGradientFlow(train.nngp(), Y).at(Double.POSITIVE_INFINITY);
        var ensemble =
                EnsemblePrediction.of(
                        lastLayer, train.nngp(), new KernelPair(cross.nngp(), cross.nngp()), test);
        var posterior = new NngpPosterior(train.nngp(), Y, 0);
        double[] variance = posterior.variance(cross.nngp(), new double[] {test[0][0], test[1][1]});
        for (int i = 0; i < 2; i++) {
            assertThat(ensemble.mean()[i][0])
                    .isCloseTo(posterior.mean(cross.nngp())[i][0], within(1e-8));
            assertThat(ensemble.covariance()[i][i]).isCloseTo(variance[i], within(1e-9));
        }
    }

    @Test
    void likelihoodOfTwoPointsIsThatOfTheirGaussian() {
        double[][] k = {{2, 0.5}, {0.5, 1}};
        double[][] y = {{1}, {-1}};
        double determinant = 2.1 * 1.1 - 0.25;
        double quadratic = (1.1 * 1 + 2 * 0.5 + 2.1 * 1) / determinant;
        assertThat(new NngpPosterior(k, y, 0.1).logLikelihood())
                .isCloseTo(
                        -0.5 * (quadratic + Math.log(determinant)) - Math.log(2 * Math.PI),
                        within(1e-12));
    }

    @Test
    void componentsDecayWithTheirOwnTimes() {
        var flow = flow();
        var pca = KernelPca.of(flow);
        double[] before = pca.project(column(Y));
        double t = pca.decayTime(2);
        double[] left = column(flow.at(t).train());
        for (int i = 0; i < left.length; i++) {
            left[i] = Y[i][0] - left[i];
        }
        double[] after = pca.project(left);
        assertThat(after[2]).isCloseTo(before[2] / Math.E, within(1e-10));
        double square = 0;
        for (double v : pca.component(1)) {
            square += v * v / Y.length;
        }
        assertThat(square).isCloseTo(1, within(1e-12));
    }

    @Test
    void integratedSquaredCostAgreesWithTheEigenbasis() {
        var state = new ConvexFlow(THETA, Y, ConvexCost.SQUARED).until(5, 0);
        assertThat(column(state.train()))
                .containsExactly(column(flow().at(5).train()), within(1e-6));
        double[][] cross = NET.kernel(NEW, X).ntk();
        assertThat(column(state.predict(cross)))
                .containsExactly(column(flow().at(5).predict(cross)), within(1e-6));
    }

    @Test
    void crossEntropyLearnsTheClassesAndStopsWhereItsGradientIsSmall() {
        double[][] classes = {{1, 0}, {0, 1}, {0, 1}, {1, 0}, {0, 1}};
        var state = new ConvexFlow(THETA, classes, ConvexCost.CROSS_ENTROPY).until(1e5, 0.1);
        assertThat(state.time()).isLessThan(1e5);
        assertThat(state.gradient()).isCloseTo(0.1, within(1e-6));
        for (int i = 0; i < 5; i++) {
            assertThat(state.train()[i][0] > state.train()[i][1]).isEqualTo(classes[i][0] == 1);
        }
    }

    @Test
    void gradientOfEveryCostIsItsDerivative() {
        double[] f = {0.3, -1.2, 2};
        double[] y = {0.2, 0.5, 0.3};
        for (var cost : ConvexCost.values()) {
            var gradient = new double[3];
            cost.gradient(f, y, gradient);
            for (int k = 0; k < 3; k++) {
                double[] up = f.clone();
                double[] down = f.clone();
                up[k] += 1e-6;
                down[k] -= 1e-6;
                assertThat(gradient[k])
                        .isCloseTo((cost.value(up, y) - cost.value(down, y)) / 2e-6, within(1e-8));
            }
        }
    }

    @Test
    void validationStopsBeforeTheNoiseIsLearned() {
        double[][] x = new double[40][];
        double[][] y = new double[40][1];
        double[][] clean = new double[40][1];
        var random = new org.separatrix.lab.Seeds(2).of("noise");
        for (int i = 0; i < 40; i++) {
            double angle = 2 * Math.PI * i / 40;
            x[i] = new double[] {Math.cos(angle), Math.sin(angle)};
            clean[i][0] = x[i][0] * x[i][1];
            y[i][0] = clean[i][0] + 0.5 * random.nextGaussian();
        }
        var kernel = NET.kernel(x).ntk();
        var flow = new KernelGradientFlow(kernel, y);
        var stop = EarlyStopping.byValidation(flow, kernel, clean);
        assertThat(stop.score()).isLessThan(0.5 * stop.scores()[stop.scores().length - 1]);
        var blind = EarlyStopping.byCrossValidation(flow, y);
        double there = EarlyStopping.meanSquare(flow.at(blind.time()).train(), clean);
        assertThat(there).isLessThan(2 * stop.score());
    }

    @Test
    void singularKernelsNameTheEqualPoints() {
        double[][] twice = {{1, 0}, {0, 1}, {1, 0}};
        double[][] y = {{1}, {2}, {3}};
        double[][] theta = NET.kernel(twice).ntk();
        var flow = new KernelGradientFlow(theta, y);
        assertThatThrownBy(() -> flow.at(Double.POSITIVE_INFINITY))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "the kernel is singular: points 0 and 2 are the same; remove one or ask for"
                                + " a jitter");
        var ridged = new KernelGradientFlow(theta, y, 0.1).at(Double.POSITIVE_INFINITY);
        assertThat(ridged.weights()[0][0] + ridged.weights()[2][0]).isFinite();
        assertThatThrownBy(() -> new NngpPosterior(theta, y, 0))
                .hasMessage(
                        "a 3 x 3 matrix with ridge 0.0 is not positive definite; ask for a larger"
                                + " ridge");
    }

    @Test
    void unstableRatesAreRefusedWithTheLargestStableOne() {
        double limit = flow().largestStableRate();
        assertThatThrownBy(() -> flow().at(new Descent.Steps(10, 2 * limit)))
                .hasMessage(
                        "learning rate %.4g diverges; the largest stable one is %.4g, from 2N/lambda_max"
                                .formatted(2 * limit, limit));
        assertThat(flow().at(new Descent.HeavyBall(10, 1.5 * limit, 0.9)).remaining(0)).isFinite();
        assertThatThrownBy(() -> flow().at(-1)).hasMessage("time must not be negative, got -1.0");
        assertThatThrownBy(() -> new KernelGradientFlow(THETA, new double[][] {{1}}))
                .hasMessage("expected 5 rows of targets, one a point, got 1");
    }
}

package org.separatrix.transport.lightsb;

import org.separatrix.transport.BrownianBridge;
import org.separatrix.transport.Drift;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A Schrödinger bridge whose adjusted potential is a sum of Gaussians, `v(x1) = sum_k alpha_k N(x1
/// | r_k, epsilon S_k)`.
///
/// Everything is in closed form; immutable, so any number of threads may use it. One evaluation
/// costs O(K D), with full matrices O(K D^2). All from one fact: given the state x at time t, the
/// end x1 is a mixture with weights, means and variances (in the axes of S_k, tau = 1 - t)
///
/// ```text
/// log w_k = log alpha_k - 1/2 sum log(t s + tau) + sum (s x^2 + 2 tau x r - t tau r^2) / (2 epsilon tau (t s + tau))
/// mean    = (s x + tau r) / (t s + tau),     variance = epsilon tau s / (t s + tau)
/// ```
///
/// Source: A. Korotin et al., "Light Schrödinger bridge", ICLR (2024), section 3; the form above,
/// which has no cancellation at small s, follows from its drift by completing the square.
public final class LightSchrodingerBridge implements Drift {

    private final GaussianTerms terms;
    private final int dimension;
    private final double epsilon;

    private LightSchrodingerBridge(GaussianTerms terms) {
        this.terms = terms;
        dimension = terms.dimension;
        epsilon = terms.epsilon;
    }

    /// A bridge with diagonal matrices.
    ///
    /// @param epsilon variance of the noise a unit of time
    /// @param logAlpha length K; a common constant has no effect
    /// @param centres r, `[K][D]`
    /// @param spreads diagonals of S, positive, `[K][D]`
    public static LightSchrodingerBridge diagonal(
            double epsilon, double[] logAlpha, double[][] centres, double[][] spreads) {
        return new LightSchrodingerBridge(
                new GaussianTerms(
                        epsilon,
                        logAlpha.clone(),
                        GaussianTerms.copy(centres),
                        GaussianTerms.copy(spreads),
                        null));
    }

    /// A bridge with full matrices.
    ///
    /// @param matrices S, symmetric and positive definite, `[K][D][D]`
    public static LightSchrodingerBridge full(
            double epsilon, double[] logAlpha, double[][] centres, double[][][] matrices) {
        return new LightSchrodingerBridge(GaussianTerms.full(epsilon, logAlpha, centres, matrices));
    }

    /// The bridge with parameters from a file.
    static LightSchrodingerBridge of(BridgeFile.Parameters p) {
        var axes = p.axes().length == 0 ? null : p.axes();
        return new LightSchrodingerBridge(
                new GaussianTerms(p.epsilon(), p.logAlpha(), p.centres(), p.spreads(), axes));
    }

    /// The parameters for a file.
    public BridgeFile.Parameters parameters() {
        return new BridgeFile.Parameters(
                epsilon,
                terms.logAlpha,
                terms.centres,
                terms.spreads,
                terms.axes == null ? new double[0][][] : terms.axes);
    }

    /// The number of coordinates D.
    public int dimension() {
        return dimension;
    }

    /// The number of Gaussians K.
    public int components() {
        return terms.size();
    }

    /// Variance of the noise a unit of time.
    public double epsilon() {
        return epsilon;
    }

    /// Whether the matrices are diagonal or full.
    public Covariance covariance() {
        return terms.axes == null ? Covariance.DIAGONAL : Covariance.FULL;
    }

    /// The logarithms of alpha, a copy.
    public double[] logAlpha() {
        return terms.logAlpha.clone();
    }

    /// The centre r of component `k`, a copy.
    public double[] centre(int k) {
        return terms.centres[k].clone();
    }

    /// The matrix S of component `k`, `[D][D]`.
    public double[][] matrix(int k) {
        return terms.matrix(k, 1);
    }

    private void point(String name, double[] x) {
        if (x.length != dimension) {
            throw new IllegalArgumentException(
                    "%s: expected %d numbers, got %d".formatted(name, dimension, x.length));
        }
    }

    private static void time(double t) {
        if (!(t >= 0 && t < 1)) {
            throw new IllegalArgumentException(
                    "t must lie in [0, 1), got %s; at 1 the drift is not defined".formatted(t));
        }
    }

    /// `log v(x1)`.
    public double logPotential(double[] x1) {
        point("x1", x1);
        return Weights.normalise(terms.logTerms(x1));
    }

    /// `log c(x0)`, the logarithm of the integral of `exp(<x0,x1>/epsilon) v(x1)`.
    public double logNormalizer(double[] x0) {
        point("x0", x0);
        return Weights.normalise(terms.logWeights(x0, 0));
    }

    /// `log pi(x1|x0)`.
    public double logConditional(double[] x0, double[] x1) {
        point("x0", x0);
        double product = 0;
        for (int j = 0; j < dimension; j++) {
            product += x0[j] * x1[j];
        }
        return product / epsilon + logPotential(x1) - logNormalizer(x0);
    }

    /// The objective `mean log c(x0) - mean log v(x1)`; differences between bridges are differences
    /// of Kullback–Leibler divergence from the true bridge, in nats.
    public double loss(double[][] x0, double[][] x1) {
        double sum0 = 0;
        for (double[] x : x0) {
            sum0 += logNormalizer(x);
        }
        double sum1 = 0;
        for (double[] x : x1) {
            sum1 += logPotential(x);
        }
        return sum0 / x0.length - sum1 / x1.length;
    }

    /// Mean responsibilities of the components on targets less those on sources, length K: all 0
    /// where the loss is stationary.
    public double[] stationarity(double[][] x0, double[][] x1) {
        var gap = new double[components()];
        for (double[] x : x1) {
            double[] q = terms.logTerms(x);
            Weights.normalise(q);
            for (int k = 0; k < gap.length; k++) {
                gap[k] += q[k] / x1.length;
            }
        }
        double[] p = usage(x0);
        for (int k = 0; k < gap.length; k++) {
            gap[k] -= p[k];
        }
        return gap;
    }

    /// Mean weight of each component over sources, length K.
    public double[] usage(double[][] x0) {
        var mean = new double[components()];
        for (double[] x : x0) {
            double[] p = terms.logWeights(x, 0);
            Weights.normalise(p);
            for (int k = 0; k < mean.length; k++) {
                mean[k] += p[k] / x0.length;
            }
        }
        return mean;
    }

    /// The law of x1 given x0: means `r_k + S_k x0`, covariances `epsilon S_k`.
    public List<Component> conditional(double[] x0) {
        point("x0", x0);
        double[] weights = terms.logWeights(x0, 0);
        Weights.normalise(weights);
        var mixture = new ArrayList<Component>();
        var along = new double[dimension];
        for (int k = 0; k < weights.length; k++) {
            terms.mean(k, x0, 0, along);
            var mean = new double[dimension];
            terms.addOutOf(k, along, 1, mean);
            mixture.add(new Component(weights[k], mean, terms.matrix(k, epsilon)));
        }
        return mixture;
    }

    /// Mean and covariance of x1 given x0.
    public Component.Moments conditionalMoments(double[] x0) {
        return Component.moments(conditional(x0));
    }

    /// Draws x1 given x0.
    public double[] sampleConditional(double[] x0, RandomGenerator random) {
        return sampleEnd(x0, 0, random);
    }

    /// Draws x1 given the state x at time t.
    public double[] sampleEnd(double[] x, double t, RandomGenerator random) {
        point("x", x);
        time(t);
        double[] weights = terms.logWeights(x, t);
        Weights.normalise(weights);
        double left = random.nextDouble();
        int k = 0;
        while (k < weights.length - 1 && left >= weights[k]) {
            left -= weights[k++];
        }
        var along = new double[dimension];
        terms.mean(k, x, t, along);
        for (int j = 0; j < dimension; j++) {
            double s = terms.spreads[k][j];
            double variance = epsilon * (1 - t) * s / (t * s + 1 - t);
            along[j] += Math.sqrt(variance) * random.nextGaussian();
        }
        var end = new double[dimension];
        terms.addOutOf(k, along, 1, end);
        return end;
    }

    /// A path from x0 with the exact joint law at `times`: x1 first, then Brownian bridges.
    ///
    /// @param times rising, in `[0, 1]`
    /// @return `[times][D]`
    public double[][] samplePath(double[] x0, double[] times, RandomGenerator random) {
        return BrownianBridge.path(x0, sampleConditional(x0, random), times, epsilon, random);
    }

    /// Writes the drift `g(x, t) = (E[x1 | x_t = x] - x) / (1 - t)`.
    @Override
    public void drift(double t, double[] x, double[] g) {
        point("x", x);
        time(t);
        double[] weights = terms.logWeights(x, t);
        Weights.normalise(weights);
        java.util.Arrays.fill(g, 0);
        var along = new double[dimension];
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                terms.mean(k, x, t, along);
                terms.addOutOf(k, along, weights[k], g);
            }
        }
        for (int j = 0; j < dimension; j++) {
            g[j] = (g[j] - x[j]) / (1 - t);
        }
    }

    /// The drift at state x and time t.
    public double[] drift(double[] x, double t) {
        var g = new double[dimension];
        drift(t, x, g);
        return g;
    }

    /// Weights of sources given a target x1, by importance: proportional to `exp(<x0,x1>/epsilon) /
    /// c(x0)`; they add up to 1. For the way back without a second fit.
    ///
    /// @param sources draws from p0, `[n][D]`
    public double[] sourceWeights(double[] x1, double[][] sources) {
        point("x1", x1);
        var log = new double[sources.length];
        for (int i = 0; i < log.length; i++) {
            double product = 0;
            for (int j = 0; j < dimension; j++) {
                product += sources[i][j] * x1[j];
            }
            log[i] = product / epsilon - logNormalizer(sources[i]);
        }
        Weights.normalise(log);
        return log;
    }

    /// The bridge without components whose mean weight over `x0` is below `least`.
    public LightSchrodingerBridge pruned(double[][] x0, double least) {
        double[] usage = usage(x0);
        int[] kept =
                java.util.stream.IntStream.range(0, usage.length)
                        .filter(k -> usage[k] >= least)
                        .toArray();
        if (kept.length == 0 || kept.length == usage.length) {
            return this;
        }
        return new LightSchrodingerBridge(terms.only(kept));
    }
}

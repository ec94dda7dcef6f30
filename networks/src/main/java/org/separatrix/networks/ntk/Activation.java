package org.separatrix.networks.ntk;

import org.separatrix.analysis.special.ErrorFunction;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// A nonlinearity, as a function and as what a Gaussian pair becomes under it.
///
/// For (u, v) with variances q1, q2 and covariance k, [#moments] gives `E[f(u) f(v)]` and `E[f'(u)
/// f'(v)]`. Derivatives are those almost everywhere: a jump contributes nothing to the tangent
/// kernel, because it contributes nothing to a gradient.
public sealed interface Activation permits Rectifier, Smooth, PowerActivation, NumericActivation {

    /// Name for tables and messages.
    String name();

    /// The function.
    double value(double u);

    /// Its derivative, where there is one.
    double slope(double u);

    /// Writes `E[f(u) f(v)]` to `out[0]` and `E[f'(u) f'(v)]` to `out[1]`.
    ///
    /// @param q1 variance of u, not negative
    /// @param q2 variance of v, not negative
    /// @param k covariance; a correlation beyond 1 by round-off is taken as 1
    void moments(double q1, double q2, double k, double[] out);

    /// Whether the moments are closed formulas rather than sums over nodes.
    default boolean closedForm() {
        return true;
    }

    /// Writes the change of both moments along a direction to `out`.
    ///
    /// By central differences along the direction unless a formula is known; the relative error is
    /// then about 1e-9.
    default void tangent(
            double q1, double q2, double k, double dq1, double dq2, double dk, double[] out) {
        double size = Math.max(Math.abs(dq1), Math.max(Math.abs(dq2), Math.abs(dk)));
        if (size == 0) {
            out[0] = 0;
            out[1] = 0;
            return;
        }
        double h = 1e-5 * Math.min(q1, q2) / size;
        var before = new double[2];
        moments(q1 + h * dq1, q2 + h * dq2, k + h * dk, out);
        moments(q1 - h * dq1, q2 - h * dq2, k - h * dk, before);
        out[0] = (out[0] - before[0]) / (2 * h);
        out[1] = (out[1] - before[1]) / (2 * h);
    }

    /// `max(u, 0)`.
    static Activation relu() {
        return new Rectifier("relu", 0, 1);
    }

    /// `u` above zero, `slope u` below.
    static Activation leakyRelu(double slope) {
        return new Rectifier("leaky-relu", slope, 1);
    }

    /// `below u` for negative u, `above u` for positive; `abs` is (-1, 1).
    static Activation abrelu(double below, double above) {
        return new Rectifier("abrelu", below, above);
    }

    /// 1 above zero, 0 below; its tangent kernel is that of the last layer alone.
    static Activation step() {
        return new Smooth(Smooth.Kind.STEP, 0, 0, 0);
    }

    /// The error function.
    static Activation erf() {
        return new Smooth(Smooth.Kind.ERF, 0, 0, 0);
    }

    /// The identity.
    static Activation identity() {
        return new Rectifier("identity", 1, 1);
    }

    /// `u Phi(u)` with the normal distribution function Phi.
    static Activation gelu() {
        return new Smooth(Smooth.Kind.GELU, 0, 0, 0);
    }

    /// `amplitude sin(frequency u + phase)`; the cosine has the phase pi/2.
    static Activation sin(double amplitude, double frequency, double phase) {
        return new Smooth(Smooth.Kind.SINE, amplitude, frequency, phase);
    }

    /// `cos(u)`.
    static Activation cos() {
        return sin(1, 1, Math.PI / 2);
    }

    /// The feature whose kernel is `exp(-gamma |x - x'|^2)`: `sqrt(2) sin(sqrt(2 gamma) u + pi/4)`.
    static Activation rbf(double gamma) {
        if (!(gamma > 0)) {
            throw new IllegalArgumentException("gamma must be positive, got " + gamma);
        }
        return sin(Math.sqrt(2), Math.sqrt(2 * gamma), Math.PI / 4);
    }

    /// `exp(rate u)`.
    static Activation exp(double rate) {
        return new Smooth(Smooth.Kind.EXPONENTIAL, 1, rate, 0);
    }

    /// `u^degree`.
    static Activation monomial(int degree) {
        return new PowerActivation(degree);
    }

    /// Any function, by two-dimensional Gauss–Hermite quadrature.
    ///
    /// Exact to about 1e-8 with 64 nodes where the function is smooth over a standard deviation; to
    /// 1e-3 at a kink, where more nodes help slowly.
    static Activation quadrature(
            String name, DoubleUnaryOperator value, DoubleUnaryOperator slope, int nodes) {
        return new NumericActivation(
                name, value, slope, nodes, NumericActivation.Rule.GAUSS_HERMITE);
    }

    /// Any function, by its expansion in Hermite polynomials: `E[f(u) f(v)] = sum a_k^2 c^k`.
    ///
    /// Costs one short sum a pair once the coefficients of a point are known.
    ///
    /// @param nodes nodes of the rule that gives the coefficients, of which half as many are kept
    static Activation hermite(
            String name, DoubleUnaryOperator value, DoubleUnaryOperator slope, int nodes) {
        return new NumericActivation(name, value, slope, nodes, NumericActivation.Rule.HERMITE);
    }

    /// The activation called `name`, without parameters of its own.
    ///
    /// @throws IllegalArgumentException if there is none, naming all
    static Activation named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "relu" -> relu();
            case "leaky-relu" -> leakyRelu(0.1);
            case "abs" -> abrelu(-1, 1);
            case "erf" -> erf();
            case "gelu" -> gelu();
            case "identity" -> identity();
            case "step" -> step();
            case "sin" -> sin(1, 1, 0);
            case "cos" -> cos();
            case "rbf" -> rbf(0.5);
            case "tanh" ->
                    quadrature(
                            "tanh",
                            Math::tanh,
                            u -> 1 - Math.tanh(u) * Math.tanh(u),
                            NumericActivation.DEFAULT_NODES);
            case "softplus" ->
                    quadrature(
                            "softplus",
                            u -> Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u))),
                            u -> 1 / (1 + Math.exp(-u)),
                            NumericActivation.DEFAULT_NODES);
            default ->
                    throw new IllegalArgumentException(
                            ("no activation '%s'; there are relu, leaky-relu, abs, erf, gelu,"
                                            + " identity, step, sin, cos, rbf, tanh, softplus")
                                    .formatted(name));
        };
    }

    /// Correlation of a pair, within [-1, 1].
    static double correlation(double q1, double q2, double k) {
        double r = Math.sqrt(q1 * q2);
        return r == 0 ? 0 : Math.clamp(k / r, -1.0, 1.0);
    }

    /// `asin((2k)/sqrt((1+2q1)(1+2q2)))`-like angles lose digits near 1; this one does not: asin of
    /// `c` when `1 - c^2` is known by itself.
    static double arcsine(double c, double oneMinusSquare) {
        return Math.atan2(c, Math.sqrt(Math.max(0, oneMinusSquare)));
    }

    /// Mean of `Phi(u) Phi(v)` for the normal distribution function.
    static double bothNormal(double q1, double q2, double k) {
        double a = (1 + q1) * (1 + q2);
        double c = k / Math.sqrt(a);
        return 0.25 + arcsine(c, (1 + q1 + q2 + (q1 * q2 - k * k)) / a) / (2 * Math.PI);
    }

    /// Distribution function of the normal law, for values of GELU.
    static double normal(double u) {
        return ErrorFunction.normal(u);
    }
}

package org.separatrix.networks.ntk;

import org.separatrix.analysis.special.ErrorFunction;

/// Activations whose moments have closed forms through Gaussian integrals.
///
/// Sources: C. K. I. Williams, "Computing with infinite networks", NeurIPS (1996), for erf; the
/// others follow from `E[exp(i a u + i b v)]` and from Stein's identity `E[u g(u, v)] = q E[g_u] +
/// k E[g_v]`, and are checked against quadrature in the tests.
///
/// @param amplitude of the sine and the exponential
/// @param frequency of the sine, rate of the exponential
/// @param phase of the sine
record Smooth(Kind kind, double amplitude, double frequency, double phase) implements Activation {

    enum Kind {
        ERF,
        GELU,
        SINE,
        EXPONENTIAL,
        STEP
    }

    @Override
    public String name() {
        return switch (kind) {
            case ERF -> "erf";
            case GELU -> "gelu";
            case SINE -> "sin";
            case EXPONENTIAL -> "exp";
            case STEP -> "step";
        };
    }

    @Override
    public double value(double u) {
        return switch (kind) {
            case ERF -> ErrorFunction.erf(u);
            case GELU -> u * ErrorFunction.normal(u);
            case SINE -> amplitude * Math.sin(frequency * u + phase);
            case EXPONENTIAL -> amplitude * Math.exp(frequency * u);
            case STEP -> u > 0 ? 1 : 0;
        };
    }

    @Override
    public double slope(double u) {
        return switch (kind) {
            case ERF -> 2 / Math.sqrt(Math.PI) * Math.exp(-u * u);
            case GELU -> ErrorFunction.normal(u) + u * ErrorFunction.density(u);
            case SINE -> amplitude * frequency * Math.cos(frequency * u + phase);
            case EXPONENTIAL -> amplitude * frequency * Math.exp(frequency * u);
            case STEP -> 0;
        };
    }

    @Override
    public void moments(double q1, double q2, double k, double[] out) {
        switch (kind) {
            case ERF -> erf(q1, q2, k, out);
            case GELU -> gelu(q1, q2, k, out);
            case SINE -> sine(q1, q2, k, out);
            case EXPONENTIAL -> {
                double f2 = frequency * frequency;
                out[0] = amplitude * amplitude * Math.exp(0.5 * f2 * (q1 + q2 + 2 * k));
                out[1] = f2 * out[0];
            }
            case STEP -> {
                double c = Activation.correlation(q1, q2, k);
                out[0] = 0.25 + Activation.arcsine(c, (1 - c) * (1 + c)) / (2 * Math.PI);
                out[1] = 0;
            }
        }
    }

    private static void erf(double q1, double q2, double k, double[] out) {
        double a = (1 + 2 * q1) * (1 + 2 * q2);
        double b = 1 + 2 * q1 + 2 * q2 + 4 * Math.max(0, q1 * q2 - k * k);
        out[0] = 2 / Math.PI * Activation.arcsine(2 * k / Math.sqrt(a), b / a);
        out[1] = 4 / Math.PI / Math.sqrt(b);
    }

    private static void gelu(double q1, double q2, double k, double[] out) {
        double both = Activation.bothNormal(q1, q2, k);
        double minor = Math.max(0, q1 * q2 - k * k);
        double b = 1 + q1 + q2 + minor;
        double p = 1 / (2 * Math.PI * Math.sqrt(b));
        double inverse = 1 / (1 + q1) + 1 / (1 + q2);
        out[0] = k * both + p * (minor + k * k * inverse);
        out[1] = both + k * p * (inverse + 1 / b);
    }

    private void sine(double q1, double q2, double k, double[] out) {
        double f2 = frequency * frequency;
        double difference = Math.exp(-0.5 * f2 * Math.max(0, q1 + q2 - 2 * k));
        double sum = Math.cos(2 * phase) * Math.exp(-0.5 * f2 * Math.max(0, q1 + q2 + 2 * k));
        double half = 0.5 * amplitude * amplitude;
        out[0] = half * (difference - sum);
        out[1] = half * f2 * (difference + sum);
    }

    @Override
    public void tangent(
            double q1, double q2, double k, double dq1, double dq2, double dk, double[] out) {
        if (kind != Kind.ERF) {
            Activation.super.tangent(q1, q2, k, dq1, dq2, dk, out);
            return;
        }
        double a = (1 + 2 * q1) * (1 + 2 * q2);
        double b = 1 + 2 * q1 + 2 * q2 + 4 * Math.max(0, q1 * q2 - k * k);
        double u = 2 * k / Math.sqrt(a);
        double du = 2 * dk / Math.sqrt(a) - u * (dq1 / (1 + 2 * q1) + dq2 / (1 + 2 * q2));
        double db = 2 * dq1 + 2 * dq2 + 4 * (q1 * dq2 + q2 * dq1 - 2 * k * dk);
        out[0] = 2 / Math.PI * du / Math.sqrt(b / a);
        out[1] = -2 / Math.PI * db / (b * Math.sqrt(b));
    }
}

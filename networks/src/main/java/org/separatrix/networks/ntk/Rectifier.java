package org.separatrix.networks.ntk;

/// A function that is linear on both sides of zero: rectifiers, the identity, the absolute value.
///
/// With `s = (above + below)/2` and `d = (above - below)/2` it is `s u + d |u|`, and, since u and
/// |v| are uncorrelated, `E[f f] = s^2 k + d^2 E|u||v|` with `E|u||v| = 2/pi sqrt(q1 q2)
/// (sqrt(1-c^2) + c asin c)`.
///
/// Source: Y. Cho and L. K. Saul, "Kernel methods for deep learning", NeurIPS (2009), the
/// arc-cosine kernel of degree 1.
///
/// @param below slope for negative arguments
/// @param above slope for positive arguments
record Rectifier(String name, double below, double above) implements Activation {

    Rectifier {
        if (!Double.isFinite(below) || !Double.isFinite(above)) {
            throw new IllegalArgumentException(
                    "slopes must be finite, got %s and %s".formatted(below, above));
        }
    }

    @Override
    public double value(double u) {
        return u > 0 ? above * u : below * u;
    }

    @Override
    public double slope(double u) {
        return u > 0 ? above : below;
    }

    @Override
    public void moments(double q1, double q2, double k, double[] out) {
        double s = 0.5 * (above + below);
        double d = 0.5 * (above - below);
        if (d == 0) {
            out[0] = s * s * k;
            out[1] = s * s;
            return;
        }
        double r = Math.sqrt(q1 * q2);
        double c = Activation.correlation(q1, q2, k);
        double sine = Math.sqrt((1 - c) * (1 + c));
        double angle = Math.atan2(c, sine);
        out[0] = s * s * k + d * d * 2 / Math.PI * r * (sine + c * angle);
        out[1] = s * s + d * d * 2 / Math.PI * angle;
    }

    @Override
    public void tangent(
            double q1, double q2, double k, double dq1, double dq2, double dk, double[] out) {
        double s = 0.5 * (above + below);
        double d = 0.5 * (above - below);
        double r = Math.sqrt(q1 * q2);
        if (d == 0 || r == 0) {
            out[0] = s * s * dk;
            out[1] = 0;
            return;
        }
        double c = Activation.correlation(q1, q2, k);
        double sine = Math.sqrt((1 - c) * (1 + c));
        double angle = Math.atan2(c, sine);
        double logarithmic = 0.5 * (dq1 / q1 + dq2 / q2);
        double scale = d * d * 2 / Math.PI;
        out[0] = s * s * dk + scale * (sine * r * logarithmic + angle * dk);
        // A point with itself stays at correlation 1.
        out[1] = sine < 1e-12 ? 0 : scale * (dk / r - c * logarithmic) / sine;
    }
}

package org.separatrix.dynamics.integrate;

import java.util.Arrays;

/// The solution inside one step as a polynomial of time, filled by the stepper when somebody looks.
final class Segment implements Interpolant {

    private final Stepper source;
    private final int dimension;
    private double[] coefficients;
    private double[] begin;
    private double[] end;
    private double t0;
    private double t1;
    private double to;
    private double centre;
    private double scale;
    private int degree;
    private boolean filled;

    /// A segment that `source` fills.
    Segment(Stepper source, int dimension) {
        this.source = source;
        this.dimension = dimension;
        coefficients = new double[(source.degree() + 1) * dimension];
        begin = source.begin();
        end = source.end();
    }

    private Segment(Segment other) {
        other.fillOnce();
        source = other.source;
        dimension = other.dimension;
        coefficients = Arrays.copyOf(other.coefficients, (other.degree + 1) * dimension);
        begin = other.begin.clone();
        end = other.end.clone();
        t0 = other.t0;
        t1 = other.t1;
        to = other.to;
        centre = other.centre;
        scale = other.scale;
        degree = other.degree;
        filled = true;
    }

    /// Now stands for the accepted step from `t0` to `t1` of the source.
    void reset(double t0, double t1) {
        this.t0 = t0;
        this.t1 = t1;
        to = t1;
        begin = source.begin();
        end = source.end();
        filled = false;
    }

    /// Ends the segment early, at an event.
    void truncate(double t) {
        to = t;
    }

    /// Room for the coefficients of `(scale*(t - centre))^k`, coefficient k of state i at `k*d +
    /// i`.
    double[] coefficients(int degree, double centre, double scale) {
        this.degree = degree;
        this.centre = centre;
        this.scale = scale;
        int length = (degree + 1) * dimension;
        if (coefficients.length < length) {
            coefficients = new double[length];
        }
        return coefficients;
    }

    /// Room for coefficients in powers of 2*theta - 1, where theta is the fraction of the step.
    double[] centredCoefficients(int degree) {
        return coefficients(degree, 0.5 * (t0 + t1), 2 / (t1 - t0));
    }

    @Override
    public double from() {
        return t0;
    }

    @Override
    public double to() {
        return to;
    }

    @Override
    public void at(double t, double[] x) {
        if (t == t1) {
            System.arraycopy(end, 0, x, 0, dimension);
            return;
        }
        if (t == t0) {
            System.arraycopy(begin, 0, x, 0, dimension);
            return;
        }
        fillOnce();
        double u = scale * (t - centre);
        for (int i = 0; i < dimension; i++) {
            double value = coefficients[degree * dimension + i];
            for (int k = degree - 1; k >= 0; k--) {
                value = value * u + coefficients[k * dimension + i];
            }
            x[i] = value;
        }
    }

    private void fillOnce() {
        if (!filled) {
            source.fill(this);
            filled = true;
        }
    }

    @Override
    public Interpolant frozen() {
        return new Segment(this);
    }
}

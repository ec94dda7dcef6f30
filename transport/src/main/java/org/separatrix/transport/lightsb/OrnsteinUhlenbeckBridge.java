package org.separatrix.transport.lightsb;

import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.transport.Drift;
import org.separatrix.transport.Sampler;

import java.util.random.RandomGenerator;

/// The Schrödinger bridge with an Ornstein–Uhlenbeck reference `dX = -rate (X - centre) dt + sigma
/// dW` over a horizon T, by a linear change of variables.
///
/// `Y = exp(rate t) (X - centre)` is Brownian motion in the clock `(exp(2 rate t) - 1)/(exp(2 rate
/// T) - 1)` with `epsilon = sigma^2 (exp(2 rate T) - 1)/(2 rate)`, so the bridge of Y is a
/// [LightSchrodingerBridge]. With rate 0 this is a Brownian reference of any sigma and horizon.
///
/// @param rate of return, a time^-1, at least 0
/// @param centre length D
/// @param sigma diffusion, positive
/// @param horizon T, positive
/// @param inner the bridge of Y
public record OrnsteinUhlenbeckBridge(
        double rate, double[] centre, double sigma, double horizon, LightSchrodingerBridge inner) {

    /// Fits the bridge; the settings' epsilon is replaced by the one that the reference implies.
    public static OrnsteinUhlenbeckBridge fit(
            LightSettings settings,
            double rate,
            double[] centre,
            double sigma,
            double horizon,
            Sampler source,
            Sampler target,
            Seeds seeds) {
        if (!(rate >= 0) || !(sigma > 0) || !(horizon > 0)) {
            throw new LabException(
                    "rate must not be negative, sigma and horizon must be positive, got %s, %s and %s"
                            .formatted(rate, sigma, horizon));
        }
        double epsilon = sigma * sigma * stretched(rate, horizon);
        double growth = Math.exp(rate * horizon);
        var inner =
                settings.withEpsilon(epsilon)
                        .fit(moved(source, centre, 1), moved(target, centre, growth), seeds);
        return new OrnsteinUhlenbeckBridge(rate, centre, sigma, horizon, inner);
    }

    /// `(exp(2 rate t) - 1)/(2 rate)`, t where rate is 0.
    private static double stretched(double rate, double t) {
        return rate == 0 ? t : Math.expm1(2 * rate * t) / (2 * rate);
    }

    private static Sampler moved(Sampler law, double[] centre, double factor) {
        return new Sampler() {
            @Override
            public int dimension() {
                return law.dimension();
            }

            @Override
            public void draw(RandomGenerator random, double[] point) {
                law.draw(random, point);
                for (int j = 0; j < point.length; j++) {
                    point[j] = factor * (point[j] - centre[j]);
                }
            }
        };
    }

    private double[] outer(double[] y, double t) {
        double shrink = Math.exp(-rate * t);
        var x = new double[y.length];
        for (int j = 0; j < x.length; j++) {
            x[j] = centre[j] + shrink * y[j];
        }
        return x;
    }

    private double[] inner(double[] x, double t) {
        double growth = Math.exp(rate * t);
        var y = new double[x.length];
        for (int j = 0; j < y.length; j++) {
            y[j] = growth * (x[j] - centre[j]);
        }
        return y;
    }

    /// Draws the state at T given the one at 0.
    public double[] sampleConditional(double[] x0, RandomGenerator random) {
        return outer(inner.sampleConditional(inner(x0, 0), random), horizon);
    }

    /// A path with the exact joint law at `times`, rising in `[0, T]`; `[times][D]`.
    public double[][] samplePath(double[] x0, double[] times, RandomGenerator random) {
        double whole = stretched(rate, horizon);
        var clock = new double[times.length];
        for (int i = 0; i < clock.length; i++) {
            // Round-off must not carry the last time past 1.
            clock[i] = Math.min(1, stretched(rate, times[i]) / whole);
        }
        double[][] path = inner.samplePath(inner(x0, 0), clock, random);
        for (int i = 0; i < path.length; i++) {
            path[i] = outer(path[i], times[i]);
        }
        return path;
    }

    /// The drift of X in the clock `t/T` of [Drift], for noise of variance `sigma^2 T`.
    public Drift drift() {
        double whole = stretched(rate, horizon);
        return (share, x, g) -> {
            double t = share * horizon;
            double clock = stretched(rate, t) / whole;
            double[] pull = inner.drift(inner(x, t), clock);
            // d(clock)/dt exp(-rate t) = exp(rate t)/whole.
            double factor = Math.exp(rate * t) / whole;
            for (int j = 0; j < g.length; j++) {
                g[j] = horizon * (factor * pull[j] - rate * (x[j] - centre[j]));
            }
        };
    }
}

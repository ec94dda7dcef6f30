package org.separatrix.transport.lightsb;

import org.separatrix.lab.Seeds;
import org.separatrix.transport.Sampler;

import java.util.random.RandomGenerator;

/// Two laws whose Schrödinger bridge is known, as the truth of a benchmark.
///
/// The source is standard normal. Given x0 the target is proportional to `exp(-|x0 - x1|^2/(2
/// epsilon)) sum_m N(x1 | b_m, Sigma_m)/M`, which is a bridge of this package with `S =
/// Sigma/(Sigma
/// + epsilon)`, `r = epsilon b/(Sigma + epsilon)` and `alpha = N(b | 0, Sigma + epsilon)`.
///
/// Source: N. Gushchin et al., "Building the bridge of Schrödinger", NeurIPS (2023); parameters
/// drawn here.
///
/// @param truth the bridge itself
/// @param source p0
/// @param target p1, drawn through the plan
public record MixturePair(LightSchrodingerBridge truth, Sampler source, Sampler target) {

    private static final int MODES = 5;
    private static final double RADIUS = 5;

    /// A pair in `dimension` coordinates: five modes on the sphere of radius 5 with diagonal
    /// variances in [0.25, 0.75].
    public static MixturePair random(int dimension, double epsilon, Seeds seeds) {
        var random = seeds.of("pair");
        var log = new double[MODES];
        var centres = new double[MODES][dimension];
        var spreads = new double[MODES][dimension];
        for (int m = 0; m < MODES; m++) {
            double square = 0;
            for (int j = 0; j < dimension; j++) {
                centres[m][j] = random.nextGaussian();
                square += centres[m][j] * centres[m][j];
            }
            for (int j = 0; j < dimension; j++) {
                double b = RADIUS * centres[m][j] / Math.sqrt(square);
                double sigma = 0.25 + 0.5 * random.nextDouble();
                double whole = sigma + epsilon;
                log[m] -= 0.5 * (b * b / whole + Math.log(2 * Math.PI * whole));
                spreads[m][j] = sigma / whole;
                centres[m][j] = epsilon * b / whole;
            }
        }
        var truth = LightSchrodingerBridge.diagonal(epsilon, log, centres, spreads);
        var source = Sampler.gaussian(dimension);
        return new MixturePair(truth, source, carried(source, truth));
    }

    /// The law of x1 when x0 is drawn from `source`.
    static Sampler carried(Sampler source, LightSchrodingerBridge bridge) {
        int d = source.dimension();
        return new Sampler() {
            @Override
            public int dimension() {
                return d;
            }

            @Override
            public void draw(RandomGenerator random, double[] point) {
                source.draw(random, point);
                System.arraycopy(bridge.sampleConditional(point, random), 0, point, 0, d);
            }
        };
    }
}

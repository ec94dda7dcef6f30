package org.separatrix.transport.lightsb;

import org.separatrix.transport.Sampler;

import java.util.random.RandomGenerator;

/// Points `(s cos s, s sin s)` with `s = 1.5 pi (1 + 2u)`, u uniform, with noise of deviation 0.8,
/// divided by 7.5.
final class SwissRoll implements Sampler {

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public void draw(RandomGenerator random, double[] point) {
        double s = 1.5 * Math.PI * (1 + 2 * random.nextDouble());
        point[0] = (s * Math.cos(s) + 0.8 * random.nextGaussian()) / 7.5;
        point[1] = (s * Math.sin(s) + 0.8 * random.nextGaussian()) / 7.5;
    }
}

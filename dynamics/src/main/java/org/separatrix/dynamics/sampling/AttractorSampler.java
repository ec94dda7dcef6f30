package org.separatrix.dynamics.sampling;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.equations.ParameterValue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Draws starts and parameters near the stored ones.
///
/// The same seed and index give the same draw, whatever was drawn before.
public final class AttractorSampler {

    /// Points of the reference run.
    static final int REFERENCE = 4096;

    /// Points passed over before it.
    static final int TRANSIENT = 500;

    private static final double START_JITTER = 1e-4;
    private static final double PARAMETER_JITTER = 1e-2;

    private final SystemDescription system;
    private final Trajectory reference;
    private final long seed;

    /// Integrates the reference run: 4,096 points at 100 a period after 500 points of transient.
    ///
    /// @throws org.separatrix.dynamics.integrate.IntegrationException if that fails
    public AttractorSampler(SystemDescription system, Sampling settings) {
        this.system = system;
        this.seed = settings.seed();
        var run =
                settings.withPoints(TRANSIENT + REFERENCE, 100)
                        .withSpacing(true, settings.timescale(), true);
        var all = settings.integrator().solve(system.flow(), system.initial(), run.times(system));
        this.reference = all.slice(TRANSIENT, all.size());
    }

    /// The reference run.
    public Trajectory reference() {
        return reference;
    }

    /// Start number `index`: a random point of the reference run.
    public double[] start(int index) {
        return reference.state(random("start", index).nextInt(reference.size()));
    }

    /// Start number `index` near the stored one: each coordinate times `1 + 1e-4` normal deviates.
    public double[] jittered(int index) {
        var random = random("jitter", index);
        double[] start = system.initial().clone();
        for (int j = 0; j < start.length; j++) {
            start[j] *= 1 + START_JITTER * random.nextGaussian();
        }
        return start;
    }

    /// The system with each scalar parameter times `1 + 1e-2` normal deviates, draw number `index`.
    public SystemDescription jitteredParameters(int index) {
        var random = random("parameters", index);
        Map<String, Double> changes = new LinkedHashMap<>();
        system.parameters()
                .forEach((name, value) -> {
                    if (value instanceof ParameterValue.Scalar(double number)) {
                        changes.put(name, number * (1 + PARAMETER_JITTER * random.nextGaussian()));
                    }
                });
        return system.withParameters(changes);
    }

    private RandomGenerator random(String purpose, int index) {
        return random(seed, purpose, index);
    }

    /// A stream of its own for each purpose and index.
    static RandomGenerator random(long seed, String purpose, int index) {
        long child = seed * 0x9e3779b97f4a7c15L + index;
        for (int i = 0; i < purpose.length(); i++) {
            child = (child ^ purpose.charAt(i)) * 0xbf58476d1ce4e5b9L;
            child ^= child >>> 31;
        }
        return RandomGeneratorFactory.of("L64X128MixRandom").create(child);
    }
}

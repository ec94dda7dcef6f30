package org.separatrix.transport.lightsb;

import org.separatrix.analysis.clustering.KMeans;
import org.separatrix.lab.LabException;
import org.separatrix.transport.Sampler;

import java.util.Arrays;
import java.util.HashSet;
import java.util.random.RandomGenerator;

/// Where the centres r start.
public enum Initialisation {
    /// At random targets, all different: the paper's setting.
    SAMPLES,
    /// At the centres of k-means clusters of targets.
    KMEANS;

    private static final int PATIENCE = 200;

    /// `[components][D]`.
    double[][] centres(Sampler target, int components, RandomGenerator random) {
        return switch (this) {
            case SAMPLES -> different(target, components, random);
            case KMEANS -> clustered(target, components, random);
        };
    }

    /// Equal centres would have equal gradients for ever.
    private static double[][] different(Sampler target, int count, RandomGenerator random) {
        var centres = new double[count][];
        var seen = new HashSet<Integer>();
        int found = 0;
        for (int tries = 0; found < count && tries < PATIENCE * (count + 10); tries++) {
            var point = new double[target.dimension()];
            target.draw(random, point);
            if (seen.add(Arrays.hashCode(point))) {
                centres[found++] = point;
            }
        }
        if (found < count) {
            throw tooMany(count, found);
        }
        return centres;
    }

    private static double[][] clustered(Sampler target, int count, RandomGenerator random) {
        double[][] points = target.draw(random, Math.max(2000, 20 * count));
        long distinct = Arrays.stream(points).map(Arrays::hashCode).distinct().count();
        if (distinct < count) {
            throw tooMany(count, distinct);
        }
        return KMeans.of(points, count, random).centres();
    }

    private static LabException tooMany(int components, long distinct) {
        return new LabException(
                "components must be at most the number of different target samples, %d, got %d"
                        .formatted(distinct, components));
    }
}

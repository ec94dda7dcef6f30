package org.separatrix.transport;

import org.separatrix.analysis.transport.OptimalAssignment;
import org.separatrix.analysis.transport.Sinkhorn;
import org.separatrix.lab.LabException;

import java.util.random.RandomGenerator;

/// Pairs of a source and a target point, drawn in batches.
public interface Coupling {

    /// The number of coordinates D of either point.
    int dimension();

    /// Draws a batch.
    ///
    /// @param source `[B][D]`, overwritten
    /// @param target `[B][D]`, overwritten; `target[i]` belongs to `source[i]`
    void draw(RandomGenerator random, double[][] source, double[][] target);

    /// Source and target drawn apart.
    static Coupling independent(Sampler source, Sampler target) {
        return new Pairing(source, target, (x, y, _) -> y);
    }

    /// Each batch paired by the assignment of least squared distance.
    static Coupling optimal(Sampler source, Sampler target) {
        return new Pairing(
                source,
                target,
                (x, y, _) -> {
                    var costs = new double[x.length][x.length];
                    for (int i = 0; i < x.length; i++) {
                        for (int j = 0; j < x.length; j++) {
                            costs[i][j] = square(x[i], y[j]);
                        }
                    }
                    int[] assigned = OptimalAssignment.of(costs);
                    var paired = new double[x.length][];
                    for (int i = 0; i < x.length; i++) {
                        paired[i] = y[assigned[i]];
                    }
                    return paired;
                });
    }

    /// Each source point paired with a target drawn from the batch's entropic plan.
    static Coupling entropic(Sampler source, Sampler target, double epsilon) {
        var sinkhorn = new Sinkhorn(epsilon, 1e-3, 500);
        return new Pairing(
                source,
                target,
                (x, y, random) -> {
                    var plan = sinkhorn.between(x, y);
                    var paired = new double[x.length][];
                    for (int i = 0; i < x.length; i++) {
                        paired[i] = plan.sample(x[i], random);
                    }
                    return paired;
                });
    }

    /// How a batch of targets is arranged beside its sources.
    @FunctionalInterface
    interface Arrangement {

        /// One target for each source, `[B][D]`.
        double[][] arrange(double[][] source, double[][] target, RandomGenerator random);
    }

    /// Two laws drawn apart and then arranged batch by batch.
    record Pairing(Sampler sources, Sampler targets, Arrangement arrangement) implements Coupling {
        public Pairing {
            if (sources.dimension() != targets.dimension()) {
                throw new LabException(
                        "source and target must have equal dimension, got %d and %d"
                                .formatted(sources.dimension(), targets.dimension()));
            }
        }

        @Override
        public int dimension() {
            return sources.dimension();
        }

        @Override
        public void draw(RandomGenerator random, double[][] source, double[][] target) {
            for (int i = 0; i < source.length; i++) {
                sources.draw(random, source[i]);
                targets.draw(random, target[i]);
            }
            double[][] paired = arrangement.arrange(source, target, random);
            var copies = new double[paired.length][];
            for (int i = 0; i < paired.length; i++) {
                copies[i] = paired[i].clone();
            }
            System.arraycopy(copies, 0, target, 0, copies.length);
        }
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return sum;
    }
}

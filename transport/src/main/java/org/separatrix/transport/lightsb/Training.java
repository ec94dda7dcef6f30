package org.separatrix.transport.lightsb;

import org.separatrix.analysis.optimization.Adam;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.transport.BrownianBridge;
import org.separatrix.transport.Coupling;
import org.separatrix.transport.Sampler;

/// The loop of training: batch, gradient, step of Adam.
///
/// One thread: a step takes less than a millisecond, and the same seed gives the same numbers.
final class Training {

    private static final int PRUNING_SAMPLES = 5000;

    /// Bridge matching leaves out the last bit of time, where its target has unbounded variance.
    private static final double LATEST = 0.99;

    private final LightSettings settings;
    private final Seeds seeds;
    private final LightSettings.Watcher watcher;

    /// A batch's loss, with the gradient left in the model.
    private interface Objective {
        double gradient();
    }

    Training(LightSettings settings, Seeds seeds, LightSettings.Watcher watcher) {
        this.settings = settings;
        this.seeds = seeds;
        this.watcher = watcher;
    }

    LightSchrodingerBridge likelihood(Sampler source, Sampler target) {
        int d = source.dimension();
        if (target.dimension() != d) {
            throw new LabException(
                    "source and target must have equal dimension, got %d and %d"
                            .formatted(d, target.dimension()));
        }
        var model = model(target);
        var x0 = new double[settings.batch()][d];
        var x1 = new double[settings.batch()][d];
        var random = seeds.of("batches");
        descend(
                model,
                () -> {
                    for (int i = 0; i < x0.length; i++) {
                        source.draw(random, x0[i]);
                        target.draw(random, x1[i]);
                    }
                    return model.gradient(x0, x1);
                });
        var bridge = model.bridge();
        if (settings.prune() == 0) {
            return bridge;
        }
        double least = settings.prune() / settings.components();
        return bridge.pruned(source.draw(seeds.of("pruning"), PRUNING_SAMPLES), least);
    }

    LightSchrodingerBridge matching(Coupling coupling, Sampler target) {
        if (!(model(target) instanceof DiagonalTrainable model)) {
            throw new LabException("bridge matching trains DIAGONAL matrices, got FULL");
        }
        var matching = new BridgeMatching(model);
        int d = coupling.dimension();
        var x0 = new double[settings.batch()][d];
        var x1 = new double[settings.batch()][d];
        var states = new double[settings.batch()][d];
        var times = new double[settings.batch()];
        var random = seeds.of("batches");
        descend(
                model,
                () -> {
                    coupling.draw(random, x0, x1);
                    for (int i = 0; i < times.length; i++) {
                        times[i] = LATEST * random.nextDouble();
                        BrownianBridge.state(
                                x0[i], x1[i], times[i], settings.epsilon(), random, states[i]);
                    }
                    return matching.gradient(states, x1, times);
                });
        return model.bridge();
    }

    private Trainable model(Sampler target) {
        int d = target.dimension();
        boolean full = settings.covariance() == Covariance.FULL;
        if (full) {
            double needed = FullTrainable.bytes(settings.components(), d);
            if (needed > Runtime.getRuntime().maxMemory()) {
                throw new LabException(
                        ("full matrices of %d components in %d dimensions need %.0f bytes, more"
                                        + " than the %d of this process; use DIAGONAL or fewer"
                                        + " components")
                                .formatted(
                                        settings.components(),
                                        d,
                                        needed,
                                        Runtime.getRuntime().maxMemory()));
            }
        }
        double[][] centres =
                settings.initialisation()
                        .centres(target, settings.components(), seeds.of("centres"));
        return full
                ? new FullTrainable(settings.epsilon(), centres, settings.width())
                : new DiagonalTrainable(settings.epsilon(), centres, settings.width());
    }

    private void descend(Trainable model, Objective objective) {
        var optimiser = new Adam(model.parameters());
        double[][] gradients = model.gradients();
        for (int step = 0; step < settings.steps(); step++) {
            double loss = objective.gradient();
            if (!Double.isFinite(loss)) {
                throw new LabException(
                        "the loss became %s at step %d; standardise the data, use a larger epsilon or a smaller rate"
                                .formatted(loss, step + 1));
            }
            double share =
                    settings.cosine() ? 0.5 * (1 + Math.cos(Math.PI * step / settings.steps())) : 1;
            optimiser.step(settings.rate() * share, gradients);
            watcher.step(step + 1, loss);
        }
    }
}

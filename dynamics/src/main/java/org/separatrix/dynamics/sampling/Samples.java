package org.separatrix.dynamics.sampling;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Observables;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.IntegrationException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Trajectories of one system, each as long as asked for; those that failed are dropped whole.
///
/// @param trajectories in the order of their starts
/// @param failures why the others were dropped, one line each
public record Samples(List<Trajectory> trajectories, List<String> failures) {

    public Samples {
        trajectories = List.copyOf(trajectories);
        failures = List.copyOf(failures);
    }

    /// Integrates a flow to the end.
    public static Samples of(SystemDescription system, Sampling settings) {
        return of(system, settings, () -> false);
    }

    /// Integrates a flow; what is not finished when `cancelled` answers true is dropped.
    ///
    /// @throws IllegalArgumentException if the system is no flow or lacks the time scale
    public static Samples of(
            SystemDescription system, Sampling settings, BooleanSupplier cancelled) {
        requireFlow(system);
        var source = new Source(system, settings, cancelled);
        var trajectories = new ArrayList<Trajectory>();
        var failures = new ArrayList<String>();
        for (int index = 0; index < settings.starts(); index++) {
            try {
                double[] start =
                        settings.starts() == 1
                                ? system.initial().clone()
                                : source.sampler().start(index);
                trajectories.add(source.output(source.states(start, index)));
            } catch (IntegrationException | ArithmeticException | CancellationException e) {
                failures.add("%s, start %d: %s".formatted(system.name(), index, e.getMessage()));
            }
        }
        return new Samples(trajectories, failures);
    }

    /// Two trajectories to learn from and to be tested on: the first begins at the stored start,
    /// the second at a random point of the attractor that the orbit reaches after the end of the
    /// first, so that they have no stretch in common. Both have the same scale.
    ///
    /// @throws IntegrationException if one of them fails
    public static Samples trainAndTest(
            SystemDescription system, Sampling settings, BooleanSupplier cancelled) {
        requireFlow(system);
        var source = new Source(system, settings, cancelled);
        var train = source.states(system.initial().clone(), 0);
        var later = new AttractorSampler(system.withInitial(train.last()), settings);
        var test = source.states(later.start(1), 1);
        return new Samples(List.of(source.output(train), source.output(test)), List.of());
    }

    private static void requireFlow(SystemDescription system) {
        if (system.kind() != SystemDescription.Kind.FLOW) {
            throw new IllegalArgumentException(
                    "%s is a %s; only flows are sampled this way"
                            .formatted(system.name(), system.kind().text()));
        }
    }

    /// The first coordinate of each trajectory alone.
    public Samples univariate() {
        return new Samples(
                trajectories.stream()
                        .map(all ->
                                new Trajectory(
                                        all.times(), all.column(0), all.names().subList(0, 1)))
                        .toList(),
                failures);
    }

    /// One system under one set of settings; the reference run is made when it is first needed.
    private static final class Source {
        private final SystemDescription system;
        private final Sampling settings;
        private final BooleanSupplier cancelled;
        private @Nullable AttractorSampler sampler;

        Source(SystemDescription system, Sampling settings, BooleanSupplier cancelled) {
            this.system = system;
            this.settings = settings;
            this.cancelled = cancelled;
        }

        AttractorSampler sampler() {
            if (sampler == null) {
                sampler = new AttractorSampler(system, settings);
            }
            return sampler;
        }

        Trajectory states(double[] start, int index) {
            double[] times = settings.times(system);
            return settings.noise() > 0
                    ? noisy(start, times, index)
                    : settings.integrator().cancelled(cancelled).solve(system.flow(), start, times);
        }

        /// What is asked for of the states: observables or states, standardised or not.
        Trajectory output(Trajectory states) {
            boolean mapped = settings.bounded() && !system.observables().isEmpty();
            var output = mapped ? Observables.of(system).apply(states) : states;
            if (!settings.standardize()) {
                return output;
            }
            return (mapped
                            ? Scale.of(Observables.of(system).apply(sampler().reference()))
                            : scale())
                    .standardize(output);
        }

        private Trajectory noisy(double[] start, double[] times, int index) {
            var noise =
                    new NoisyPath(
                            system.flow(),
                            noisePerState(),
                            system.step().orElse(settings.spacing(system)));
            return noise.solve(
                    start,
                    times,
                    AttractorSampler.random(settings.seed(), "noise", index),
                    cancelled);
        }

        private double[] noisePerState() {
            var strength = new double[system.initial().length];
            for (int j = 0; j < strength.length; j++) {
                strength[j] = settings.noise() * scale().deviation()[j];
            }
            return strength;
        }

        private Scale scale() {
            var known = system.invariants();
            int d = system.initial().length;
            if (known.mean().size() == d && known.deviation().size() == d) {
                return new Scale(
                        known.mean().stream().mapToDouble(Double::doubleValue).toArray(),
                        known.deviation().stream().mapToDouble(Double::doubleValue).toArray());
            }
            return Scale.of(sampler().reference());
        }
    }
}

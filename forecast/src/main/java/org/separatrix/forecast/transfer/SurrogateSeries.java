package org.separatrix.forecast.transfer;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.sampling.Samples;
import org.separatrix.dynamics.sampling.Sampling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// First coordinates of systems of the catalogue at a chosen density, mean 0 and deviation 1.
///
/// @param systems names, in the order of the series
/// @param series all of the same length
record SurrogateSeries(List<String> systems, List<double[]> series) {

    /// Shapes of windows matter here, not the fate of a trajectory.
    private static final double TOLERANCE = 1e-6;

    /// Samples systems drawn at random; those that fail are passed over.
    ///
    /// The order of the draw does not depend on the number: a smaller set is part of a larger one.
    ///
    /// @param count number of systems, capped at those there are
    /// @param density points a period
    /// @throws LabException if no system could be sampled
    static SurrogateSeries of(
            int count, int points, int density, Seeds seeds, BooleanSupplier cancelled) {
        var settings =
                new Sampling(
                        points,
                        density,
                        true,
                        Sampling.Timescale.FOURIER,
                        false,
                        0,
                        1,
                        "auto",
                        TOLERANCE,
                        TOLERANCE,
                        0,
                        true,
                        true);
        var names = new ArrayList<String>();
        var series = new ArrayList<double[]>();
        for (var system : order(seeds.of("systems"))) {
            if (series.size() == count) {
                break;
            }
            var samples = Samples.of(system, settings, cancelled);
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("cancelled");
            }
            if (!samples.trajectories().isEmpty()) {
                var standard = Rows.standardised(samples.trajectories().getFirst().column(0));
                names.add(system.name());
                series.add(standard);
            }
        }
        if (series.isEmpty()) {
            throw new LabException("no system of the catalogue could be sampled");
        }
        return new SurrogateSeries(List.copyOf(names), List.copyOf(series));
    }

    /// Number of systems that there are.
    static int available() {
        return flows().size();
    }

    /// The flows of the paper's catalogue that have a period.
    private static List<SystemDescription> flows() {
        return Catalog.names(SystemDescription.Kind.FLOW).stream()
                .map(Catalog::system)
                .filter(s -> s.publishedSource().equals("dysts") && s.period().isPresent())
                .toList();
    }

    private static List<SystemDescription> order(RandomGenerator random) {
        var all = new ArrayList<SystemDescription>(flows());
        for (int i = all.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            var free = all.get(i);
            all.set(i, all.get(j));
            all.set(j, free);
        }
        return all;
    }

    /// Windows at random places of random series.
    ///
    /// @return `[count][length]`
    double[][] windows(int count, int length, RandomGenerator random) {
        var windows = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] one = series.get(random.nextInt(series.size()));
            int from = random.nextInt(one.length - length + 1);
            windows[i] = Arrays.copyOfRange(one, from, from + length);
        }
        return windows;
    }
}

package org.separatrix.forecast.atlas;

import org.separatrix.analysis.metrics.RankCorrelation;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.Invariants;
import org.separatrix.dynamics.catalog.SystemDescription;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// How an invariant varies along the map: whether neighbours have more similar values than systems
/// at random places.
///
/// @param name of the invariant
/// @param systems number of systems that have it
/// @param alongFirst Spearman correlation with the first coordinate of the map
/// @param alongSecond the same with the second
/// @param ratio mean difference of ranks between a system and its five neighbours on the map, over
///   that for values dealt out at random: 1 without any relation, 0 for a smooth one
/// @param p share of random deals that are at least as smooth
record Variation(
        String name, int systems, double alongFirst, double alongSecond, double ratio, double p) {

    private static final int DEALS = 2000;
    private static final int NEIGHBOURS = 5;

    /// Values of an invariant that the catalogue holds, measured here or else published; NaN where
    /// neither is.
    enum Invariant {
        GROWTH("lambda_1 T") {
            @Override
            double of(SystemDescription system) {
                return either(system, Invariants::largestLyapunov)
                        * system.period().orElse(Double.NaN);
            }
        },
        KAPLAN_YORKE("Kaplan-Yorke dimension") {
            @Override
            double of(SystemDescription system) {
                return either(system, Invariants::kaplanYorke);
            }
        },
        CORRELATION("correlation dimension") {
            @Override
            double of(SystemDescription system) {
                return either(system, Invariants::correlation);
            }
        },
        PESIN("Pesin entropy times T") {
            @Override
            double of(SystemDescription system) {
                return either(system, Invariants::pesin) * system.period().orElse(Double.NaN);
            }
        },
        ENTROPY("multiscale entropy") {
            @Override
            double of(SystemDescription system) {
                return either(system, Invariants::multiscaleEntropy);
            }
        };

        private final String title;

        Invariant(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        abstract double of(SystemDescription system);

        private static double either(
                SystemDescription system, Function<Invariants, Optional<Estimate>> which) {
            return which.apply(system.invariants())
                    .or(() -> which.apply(system.published()))
                    .map(Estimate::value)
                    .orElse(Double.NaN);
        }
    }

    /// @param values one for each place, NaN where unknown
    /// @param places `[n][2]`
    static Variation of(String name, double[] values, double[][] places, RandomGenerator random) {
        int[] known =
                IntStream.range(0, values.length).filter(i -> Double.isFinite(values[i])).toArray();
        int n = known.length;
        if (n < NEIGHBOURS + 2) {
            return new Variation(name, n, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] kept = Arrays.stream(known).mapToDouble(i -> values[i]).toArray();
        double[] ranks = RankCorrelation.ranks(kept);
        var near = new int[n][];
        for (int i = 0; i < n; i++) {
            near[i] = neighbours(known, i, places);
        }
        double observed = roughness(ranks, near);
        double sum = 0;
        int smoother = 0;
        for (int deal = 0; deal < DEALS; deal++) {
            shuffle(ranks, random);
            double dealt = roughness(ranks, near);
            sum += dealt / DEALS;
            smoother += dealt <= observed ? 1 : 0;
        }
        return new Variation(
                name,
                n,
                RankCorrelation.spearman(kept, coordinate(known, places, 0)),
                RankCorrelation.spearman(kept, coordinate(known, places, 1)),
                observed / sum,
                (1.0 + smoother) / (1 + DEALS));
    }

    private static double[] coordinate(int[] known, double[][] places, int axis) {
        return Arrays.stream(known).mapToDouble(i -> places[i][axis]).toArray();
    }

    private static int[] neighbours(int[] known, int i, double[][] places) {
        return IntStream.range(0, known.length)
                .filter(j -> j != i)
                .boxed()
                .sorted(
                        Comparator.comparingDouble(j ->
                                Math.hypot(
                                        places[known[j]][0] - places[known[i]][0],
                                        places[known[j]][1] - places[known[i]][1])))
                .limit(NEIGHBOURS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double roughness(double[] ranks, int[][] near) {
        double sum = 0;
        for (int i = 0; i < near.length; i++) {
            for (int j : near[i]) {
                sum += Math.abs(ranks[i] - ranks[j]);
            }
        }
        return sum / near.length;
    }

    private static void shuffle(double[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double free = values[i];
            values[i] = values[j];
            values[j] = free;
        }
    }
}

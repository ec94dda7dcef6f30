package org.separatrix.analysis.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Finds formulas that explain data, by regularised evolution.
///
/// ```java
/// var front = new SymbolicRegressor(SymbolicSettings.DEFAULT.seeded(1)).fit(x, y);
/// System.out.println(front.best().text());   // such as x1/(1 + x1)
/// ```
///
/// A search that has found a formula exact up to rounding ends after a round that finds no smaller
/// one.
///
/// Cost: [SymbolicSettings#trees] trees are evaluated on all rows at most; two thousand rows are
/// enough for most formulas. The same seed gives the same front on any number of threads.
///
/// @param settings of the search
public record SymbolicRegressor(SymbolicSettings settings) {

    /// Share of a population that comes from the others, and again from the hall of fame.
    private static final double MIGRATION = 0.05;

    /// A loss below this share of the variance is rounding.
    private static final double FLOOR = 1e-24;

    /// Formulas for `y`, with variables named `x0`, `x1`, ...
    ///
    /// @param x rows of variables, finite
    /// @param y target of each row, finite
    public ParetoFront fit(double[][] x, double[] y) {
        int variables = x.length == 0 ? 0 : x[0].length;
        return fit(x, y, IntStream.range(0, variables).mapToObj(j -> "x" + j).toList());
    }

    /// Formulas for `y` in named variables.
    public ParetoFront fit(double[][] x, double[] y, List<String> names) {
        return fit(x, y, names, () -> false);
    }

    /// Formulas for `y` in named variables, until asked to stop.
    ///
    /// @param cancelled asked once a cycle, on any thread
    /// @throws CancellationException if it was stopped
    public ParetoFront fit(
            double[][] x, double[] y, List<String> names, BooleanSupplier cancelled) {
        var problem = new Problem(x, y, names);
        var factory = RandomGeneratorFactory.of("L64X128MixRandom");
        var seeds = factory.create(settings.seed());
        var populations = new ArrayList<Population>();
        for (int i = 0; i < settings.populations(); i++) {
            populations.add(new Population(settings, problem, factory.create(seeds.nextLong())));
        }
        var fame = new HallOfFame(settings.largest());
        try (var pool = Executors.newFixedThreadPool(settings.threads())) {
            int exact = Integer.MAX_VALUE;
            for (int round = 0; round < settings.rounds(); round++) {
                var tasks = new ArrayList<Future<List<Member>>>();
                for (var population : populations) {
                    tasks.add(
                            pool.submit(() -> {
                                population.evolve(cancelled);
                                return population.best();
                            }));
                }
                var all = new ArrayList<Member>();
                for (var task : tasks) {
                    all.addAll(await(task));
                }
                all.forEach(fame::admit);
                int smallest = smallestExact(fame, FLOOR * problem.variance());
                if (smallest < Integer.MAX_VALUE && smallest == exact) {
                    break;
                }
                exact = smallest;
                for (int i = 0; i < populations.size(); i++) {
                    var population = populations.get(i);
                    if (settings.patience() > 0 && i % 2 == 1) {
                        population.beginAnewAfter(settings.patience());
                    } else {
                        population.receive(all, MIGRATION);
                        population.receive(fame.members(), MIGRATION);
                    }
                }
            }
        }
        if (fame.members().isEmpty()) {
            throw new ArithmeticException(
                    "no formula has a finite value on every row; scale the variables");
        }
        return ParetoFront.of(fame.members(), FLOOR * problem.variance());
    }

    /// Least complexity of a formula that leaves nothing but rounding.
    private static int smallestExact(HallOfFame fame, double floor) {
        return fame.members().stream()
                .filter(member -> member.loss() <= floor)
                .mapToInt(Member::complexity)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static <T> T await(Future<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the symbolic regression was stopped");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}

package org.separatrix.dynamics.sampling;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;

import java.util.ArrayList;
import java.util.Comparator;

/// Prints how long the whole catalogue takes, 1,000 points at 100 a period, and the slowest ten.
final class CatalogueTiming {

    private CatalogueTiming() {}

    public static void main(String[] arguments) {
        record Time(String name, double seconds) {}

        var times = new ArrayList<Time>();
        double total = 0;
        for (String name : Catalog.names(SystemDescription.Kind.FLOW)) {
            var system = Catalog.system(name);
            if (!system.publishedSource().equals("dysts") || system.period().isEmpty()) {
                continue;
            }
            long start = System.nanoTime();
            var samples = Samples.of(system, Sampling.DEFAULT);
            double seconds = (System.nanoTime() - start) * 1e-9;
            total += seconds;
            times.add(new Time(name, seconds));
            samples.failures().forEach(System.out::println);
        }
        System.out.printf("%d systems, %.3f s in all%n", times.size(), total);
        times.sort(Comparator.comparingDouble(Time::seconds).reversed());
        times.stream()
                .limit(10)
                .forEach(t -> System.out.printf("%s %.3f s%n", t.name(), t.seconds()));
    }
}

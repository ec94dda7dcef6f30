package org.separatrix.benchmarks;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/// All flows of the catalogue that the Python peer has: 1,000 points at 100 a period, tolerance
/// 1e-12, one core.
public final class CatalogueTiming {

    private CatalogueTiming() {}

    public static void main(String[] arguments) {
        var seconds = new ArrayList<Map.Entry<String, Double>>();
        long start = System.nanoTime();
        for (String name : Catalog.names(SystemDescription.Kind.FLOW)) {
            var system = Catalog.system(name);
            if (!system.publishedSource().equals("dysts")) {
                continue;
            }
            double period = system.period().orElseThrow();
            var times = new double[1000];
            for (int i = 0; i < times.length; i++) {
                times[i] = i * period / 100;
            }
            long before = System.nanoTime();
            var trajectory =
                    Integrators.named("auto")
                            .tolerance(1e-12, 1e-12)
                            .solve(system.flow(), system.initial(), times);
            seconds.add(Map.entry(name, (System.nanoTime() - before) / 1e9));
            if (Double.isNaN(trajectory.last()[0])) {
                throw new IllegalStateException(name);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "catalogue: %d flows in %.2f s, compiling included%n",
                seconds.size(),
                (System.nanoTime() - start) / 1e9);
        seconds.sort(Comparator.comparingDouble((Map.Entry<String, Double> e) -> -e.getValue()));
        for (var entry : seconds.subList(0, 5)) {
            System.out.printf(
                    Locale.ROOT, "  slowest: %-24s %.3f s%n", entry.getKey(), entry.getValue());
        }
    }
}

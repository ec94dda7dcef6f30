package org.separatrix.forecast;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// Series with known futures.
final class TestSeries {

    private TestSeries() {}

    /// Two sines a quarter turn apart, 20 rows a turn.
    static Segment waves(int rows) {
        var values = new double[rows][];
        for (int i = 0; i < rows; i++) {
            double phase = 2 * Math.PI * i / 20;
            values[i] = new double[] {Math.sin(phase), 2 + 3 * Math.cos(phase)};
        }
        return new Segment(10, 0.5, values, List.of("a", "b"));
    }

    /// The Lorenz orbit, 0.02 apart.
    static Segment lorenz(int rows) {
        var times = new double[rows + 1];
        for (int i = 1; i <= rows; i++) {
            times[i] = 20 + 0.02 * i;
        }
        var orbit =
                Integrators.named("dop853")
                        .tolerance(1e-10, 1e-10)
                        .solve(Catalog.flow("Lorenz"), new double[] {1, 1, 20}, times);
        var values = new double[rows][];
        for (int i = 0; i < rows; i++) {
            values[i] = orbit.state(i + 1);
        }
        return new Segment(times[1], 0.02, values, orbit.names());
    }
}

package org.separatrix.transport.lightsb;

import org.separatrix.lab.Block;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Drawings of a bridge in its first two coordinates.
final class Pictures {

    private static final int MOMENTS = 60;
    private static final int REPEATS = 6;
    private static final int OUTLINE = 48;
    private static final double VISIBLE = 0.002;

    private Pictures() {}

    static Block.Series cloud(String name, double[][] points) {
        var x = new double[points.length];
        var y = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            x[i] = points[i][0];
            y[i] = points[i].length > 1 ? points[i][1] : 0;
        }
        return Block.Series.of(name, x, y);
    }

    static Block.Axes axes() {
        return Block.Axes.linear("x1", "x2");
    }

    static Block clouds(String title, Block.Series... clouds) {
        return new Block.Scatter(title, axes(), List.of(clouds));
    }

    /// Targets drawn once for each of `sources`.
    static double[][] carried(
            LightSchrodingerBridge bridge, double[][] sources, RandomGenerator random) {
        var ends = new double[sources.length][];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = bridge.sampleConditional(sources[i], random);
        }
        return ends;
    }

    /// Repeated paths from each start; NaN parts them.
    static Block paths(
            String title,
            LightSchrodingerBridge bridge,
            double[][] starts,
            RandomGenerator random) {
        var times = new double[MOMENTS + 1];
        for (int i = 0; i <= MOMENTS; i++) {
            times[i] = (double) i / MOMENTS;
        }
        var series = new ArrayList<Block.Series>();
        for (int k = 0; k < starts.length; k++) {
            var points = new ArrayList<double[]>();
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                points.addAll(List.of(bridge.samplePath(starts[k], times, random)));
                points.add(new double[] {Double.NaN, Double.NaN});
            }
            series.add(cloud("start " + (k + 1), points.toArray(double[][]::new)));
        }
        return new Block.LinePlot(title, axes(), series, List.of());
    }

    /// Outlines, one deviation wide, of the components of the law of x1 given each start.
    static Block ellipses(String title, LightSchrodingerBridge bridge, double[][] starts) {
        var series = new ArrayList<Block.Series>();
        for (int k = 0; k < starts.length; k++) {
            var points = new ArrayList<double[]>();
            for (var component : bridge.conditional(starts[k])) {
                if (component.weight() > VISIBLE) {
                    outline(component, points);
                }
            }
            series.add(cloud("given start " + (k + 1), points.toArray(double[][]::new)));
        }
        return new Block.LinePlot(title, axes(), series, List.of());
    }

    /// The image of the circle under the Cholesky factor of the covariance.
    private static void outline(Component component, List<double[]> points) {
        double[][] c = component.covariance();
        double a = Math.sqrt(c[0][0]);
        double b = c[0][1] / a;
        double e = Math.sqrt(Math.max(0, c[1][1] - b * b));
        for (int i = 0; i <= OUTLINE; i++) {
            double angle = 2 * Math.PI * i / OUTLINE;
            points.add(
                    new double[] {
                        component.mean()[0] + a * Math.cos(angle),
                        component.mean()[1] + b * Math.cos(angle) + e * Math.sin(angle)
                    });
        }
        points.add(new double[] {Double.NaN, Double.NaN});
    }
}

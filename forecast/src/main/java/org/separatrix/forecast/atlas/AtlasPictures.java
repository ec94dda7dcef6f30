package org.separatrix.forecast.atlas;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Pictures of the map.
final class AtlasPictures {

    private static final Block.Axes AXES = Block.Axes.linear("map, first axis", "map, second axis");
    private static final int SHADES = 4;

    /// Clusters with a colour and a name of their own.
    private static final int LARGEST = 5;

    private AtlasPictures() {}

    /// Systems in the colours of the largest clusters, named by their exemplars, and all others.
    static Block.Scatter clusters(FeatureAtlas atlas, double[][] map) {
        int[] labels = atlas.clusters().labels();
        int[] largest =
                IntStream.range(0, atlas.clusters().clusters())
                        .boxed()
                        .sorted(Comparator.comparingLong(c -> -size(labels, c)))
                        .limit(LARGEST)
                        .mapToInt(Integer::intValue)
                        .toArray();
        var series = new ArrayList<Block.Series>();
        for (int cluster : largest) {
            series.add(
                    series(
                            atlas.space().systems().get(atlas.clusters().exemplars()[cluster]),
                            map,
                            IntStream.range(0, labels.length)
                                    .filter(i -> labels[i] == cluster)
                                    .toArray()));
        }
        int[] others =
                IntStream.range(0, labels.length)
                        .filter(i -> Arrays.stream(largest).noneMatch(c -> c == labels[i]))
                        .toArray();
        if (others.length > 0) {
            series.add(series("others", map, others));
        }
        return new Block.Scatter("The largest clusters, by their exemplars", AXES, series);
    }

    static long size(int[] labels, int cluster) {
        return Arrays.stream(labels).filter(label -> label == cluster).count();
    }

    /// Systems in the colours of the quarter in which a value lies.
    static Block.Scatter coloured(String title, double[][] map, double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        var series = new ArrayList<Block.Series>();
        for (int q = 0; q < SHADES && sorted.length >= SHADES; q++) {
            double low = sorted[q * sorted.length / SHADES];
            double high = sorted[Math.min(sorted.length - 1, (q + 1) * sorted.length / SHADES)];
            // The last quarter holds its upper end too.
            double end = q == SHADES - 1 ? Math.nextUp(high) : high;
            series.add(
                    series(
                            "%s to %s".formatted(Claim.number(low), Claim.number(high)),
                            map,
                            IntStream.range(0, values.length)
                                    .filter(i -> values[i] >= low && values[i] < end)
                                    .toArray()));
        }
        return new Block.Scatter(title, AXES, series);
    }

    /// All systems, the nearest ones, and the user's series.
    static Block.Scatter placed(
            String channel, FeatureAtlas atlas, double[][] map, List<String> near) {
        var names = atlas.space().systems();
        int n = names.size();
        return new Block.Scatter(
                "Where '%s' lies among the systems".formatted(channel),
                AXES,
                List.of(
                        series(
                                "systems",
                                map,
                                IntStream.range(0, n)
                                        .filter(i -> !near.contains(names.get(i)))
                                        .toArray()),
                        series(
                                "nearest: " + String.join(", ", near),
                                map,
                                IntStream.range(0, n)
                                        .filter(i -> near.contains(names.get(i)))
                                        .toArray()),
                        series("your series", map, new int[] {n})));
    }

    private static Block.Series series(String name, double[][] map, int[] members) {
        return Block.Series.of(
                name,
                Arrays.stream(members).mapToDouble(i -> map[i][0]).toArray(),
                Arrays.stream(members).mapToDouble(i -> map[i][1]).toArray());
    }
}

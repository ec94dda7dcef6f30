package org.separatrix.forecast.atlas;

import org.separatrix.analysis.clustering.AffinityPropagation;
import org.separatrix.analysis.manifold.Umap;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.Seeds;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The systems of the catalogue as a map, on which a series can be placed.
///
/// ```java
/// var atlas = FeatureAtlas.of(new Windows(4, 1000, 50), Run.quiet(0, folder));
/// List<FeatureAtlas.Neighbour> near = atlas.nearest(series, 5);
/// ```
///
/// The series must have about as many points a period as the windows: features depend on it.
///
/// @param windows of each system
/// @param space features and points of the systems
/// @param clusters by affinity propagation in that space
public record FeatureAtlas(Windows windows, FeatureSpace space, AffinityPropagation clusters) {

    /// Features kept.
    static final int KEPT = 100;

    /// A system near a series.
    ///
    /// @param distance root mean square difference of the features, in standard deviations
    public record Neighbour(String system, double distance) {}

    /// Measures the flows of the paper's catalogue.
    ///
    /// @throws java.util.concurrent.CancellationException if the run is cancelled
    public static FeatureAtlas of(Windows windows, Run run) {
        return of(SystemFeatures.systems(), windows, run);
    }

    /// Measures given systems.
    static FeatureAtlas of(List<SystemDescription> systems, Windows windows, Run run) {
        return of(windows, SystemFeatures.of(systems, windows, run));
    }

    static FeatureAtlas of(Windows windows, List<SystemFeatures> measured) {
        var space = FeatureSpace.of(measured, KEPT);
        return new FeatureAtlas(windows, space, AffinityPropagation.of(space.points()));
    }

    /// The point of a series in the space of the kept features.
    ///
    /// @param series at least as long as a window
    double[] place(double[] series) {
        if (series.length < windows.points()) {
            throw new LabException(
                    "a series on this atlas needs %d values, got %d"
                            .formatted(windows.points(), series.length));
        }
        return space.place(SystemFeatures.windows(series, windows.points()));
    }

    /// The systems most like a series, nearest first.
    ///
    /// @param series at least as long as a window
    public List<Neighbour> nearest(double[] series, int count) {
        double[] distances = space.distances(place(series));
        return IntStream.range(0, distances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distances[i]))
                .limit(count)
                .map(i -> new Neighbour(space.systems().get(i), distances[i]))
                .toList();
    }

    /// Places on the map of the systems and of further points behind them.
    double[][] map(Seeds seeds, double[]... further) {
        double[][] all = Arrays.copyOf(space.points(), space.points().length + further.length);
        System.arraycopy(further, 0, all, space.points().length, further.length);
        return Umap.DEFAULT.map(all, seeds.of("map"));
    }
}

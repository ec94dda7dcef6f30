package org.separatrix.forecast.atlas;

import org.separatrix.analysis.features.SeriesFeatures;
import org.separatrix.analysis.spectrum.DominantPeriod;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Says which systems of the catalogue behave most like each channel of a user's data.
///
/// The catalogue is sampled at the density and in windows of the length that the channel has.
/// Writes `features.csv`: a row of features for each channel.
public final class AtlasTool implements Tool<AtlasTool.Settings> {

    /// What a user may set.
    ///
    /// @param windows windows of each system
    /// @param points longest window
    /// @param nearest systems named for each channel
    public record Settings(
            @Describe(value = "windows of each system", min = 2, max = 100) int windows,
            @Describe(value = "longest window, points", min = 64, max = 20_000) int points,
            @Describe(value = "systems named for each channel", min = 1, max = 50) int nearest) {}

    private static final int LEAST_DENSITY = 4;
    private static final int LARGEST_DENSITY = 1000;

    @Override
    public String name() {
        return "feature-atlas";
    }

    @Override
    public String purpose() {
        return "say which systems of the catalogue each channel resembles, by features of the"
                + " series";
    }

    @Override
    public Settings defaults() {
        return new Settings(4, 2000, 5);
    }

    @Override
    public Report apply(Settings settings, Optional<Dataset> data, Run run) {
        var dataset = data.orElseThrow();
        dataset.requireVarying();
        var longest = longest(dataset.regular(64));
        Map<Windows, FeatureAtlas> atlases = new HashMap<>();
        var rows = new ArrayList<List<String>>();
        var pictures = new ArrayList<Block>();
        var csv = new StringBuilder("channel," + String.join(",", SeriesFeatures.names()) + "\n");
        for (int c = 0; c < dataset.channels().size(); c++) {
            String channel = dataset.channels().get(c);
            double[] x = longest.column(c);
            double period = DominantPeriod.of(x, 1);
            if (!Double.isFinite(period)) {
                throw new LabException(
                        "%s: column '%s' does not change in its longest piece without gaps; leave"
                                        .formatted(dataset.name(), channel)
                                + " it out");
            }
            var windows =
                    new Windows(
                            settings.windows(),
                            Math.min(settings.points(), x.length),
                            Math.clamp(Math.round(period), LEAST_DENSITY, LARGEST_DENSITY));
            var atlas = atlases.computeIfAbsent(windows, w -> FeatureAtlas.of(w, run));
            var near = atlas.nearest(x, settings.nearest());
            rows.add(row(channel, period, windows, atlas, near));
            pictures.add(
                    AtlasPictures.placed(
                            channel,
                            atlas,
                            atlas.map(run.seeds(), atlas.place(x)),
                            near.stream().map(FeatureAtlas.Neighbour::system).toList()));
            append(csv, channel, FeatureSpace.medians(SystemFeatures.windows(x, windows.points())));
        }
        RunStore.write(run.folder().resolve("features.csv"), csv.toString());
        atlases.keySet().forEach(w -> SystemFeatures.forget(w, run));
        var blocks = new ArrayList<Block>();
        blocks.add(
                new Block.Table(
                        "Nearest systems",
                        List.of(
                                "channel",
                                "points a period",
                                "window",
                                "nearest",
                                "distance",
                                "usual distance",
                                "next"),
                        rows));
        blocks.add(
                new Block.Text(
                        "A distance is the root mean square difference over %d features in standard deviations of the catalogue; the usual one is the median distance of a system from its nearest other. A series much farther than that resembles no system."
                                .formatted(FeatureAtlas.KEPT)));
        blocks.addAll(pictures);
        return Report.titled("Your series among the systems of the catalogue")
                .summary(
                        "%s. features.csv holds %d features of each channel."
                                .formatted(
                                        String.join(
                                                "; ",
                                                rows.stream()
                                                        .map(r ->
                                                                r.get(0)
                                                                        + " is most like "
                                                                        + r.get(3))
                                                        .toList()),
                                        SeriesFeatures.count()))
                .section("Neighbours", blocks)
                .build();
    }

    private static Segment longest(List<Segment> pieces) {
        var longest = pieces.getFirst();
        for (var piece : pieces) {
            longest = piece.size() > longest.size() ? piece : longest;
        }
        return longest;
    }

    private static List<String> row(
            String channel,
            double period,
            Windows windows,
            FeatureAtlas atlas,
            List<FeatureAtlas.Neighbour> near) {
        return List.of(
                channel,
                Claim.number(period),
                Integer.toString(windows.points()),
                near.getFirst().system(),
                Claim.number(near.getFirst().distance()),
                Claim.number(atlas.space().usualDistance()),
                String.join(
                        ", ", near.stream().skip(1).map(FeatureAtlas.Neighbour::system).toList()));
    }

    private static void append(StringBuilder csv, String channel, double[] features) {
        csv.append('"').append(channel.replace("\"", "\"\"")).append('"');
        for (double value : features) {
            csv.append(',');
            if (!Double.isNaN(value)) {
                csv.append(String.format(Locale.ROOT, "%.8g", value));
            }
        }
        csv.append('\n');
    }
}

package org.separatrix.forecast.atlas;

import org.separatrix.analysis.clustering.AdjustedRand;
import org.separatrix.analysis.clustering.AffinityPropagation;
import org.separatrix.analysis.features.SeriesFeatures;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The feature analysis of the paper: the map, its clusters, and how invariants vary along it.
public final class AtlasStudy {

    private static final String CARD = "Gilpin 2021, feature analysis";
    private static final int PAPERS_CLUSTERS = 7;
    private static final int MEMBERS_SHOWN = 12;

    private AtlasStudy() {}

    /// Measures the catalogue and draws the map.
    ///
    /// @param windows windows of each system, of 2,000 points
    /// @throws java.util.concurrent.CancellationException if the run is cancelled; finished systems
    ///   are kept
    public static Report run(int windows, Run run) {
        var measured = SystemFeatures.of(SystemFeatures.systems(), Windows.of(windows), run);
        var atlas = FeatureAtlas.of(Windows.of(windows), measured);
        var failures =
                measured.stream().map(SystemFeatures::failure).filter(f -> !f.isEmpty()).toList();
        return report(atlas, failures, run);
    }

    private static Report report(FeatureAtlas atlas, List<String> failures, Run run) {
        double[][] map = atlas.map(run.seeds().child("atlas"));
        var systems = atlas.space().systems().stream().map(Catalog::system).toList();
        var random = run.seeds().of("atlas permutations");
        var variations = new ArrayList<Variation>();
        for (var invariant : Variation.Invariant.values()) {
            double[] values = systems.stream().mapToDouble(invariant::of).toArray();
            variations.add(Variation.of(invariant.title(), values, map, random));
        }
        double growth = chance(variations, Variation.Invariant.GROWTH);
        double dimension = chance(variations, Variation.Invariant.KAPLAN_YORKE);
        return Report.titled("Feature atlas")
                .claim(
                        Claim.atLeast(
                                "features-of-a-series",
                                "The extractor measures at least 150 features of a series.",
                                CARD,
                                150,
                                SeriesFeatures.count()))
                .claim(
                        Claim.within(
                                "atlas-clusters",
                                "Affinity propagation groups the systems into a handful of"
                                        + " clusters (7 in the paper's output).",
                                CARD,
                                PAPERS_CLUSTERS,
                                3,
                                atlas.clusters().clusters()))
                .claim(
                        Claim.atMost(
                                "chaos-varies-along-atlas",
                                "The largest exponent times the period varies along the map:"
                                        + " chance of neighbours as similar if values were dealt"
                                        + " out at random.",
                                CARD,
                                0.05,
                                growth))
                .claim(
                        Claim.atMost(
                                "dimension-varies-along-atlas",
                                "The Kaplan-Yorke dimension varies along the map.",
                                CARD,
                                0.05,
                                dimension))
                .section("Feature atlas", blocks(atlas, failures, map, variations))
                .build();
    }

    private static double chance(List<Variation> variations, Variation.Invariant invariant) {
        return variations.stream()
                .filter(v -> v.name().equals(invariant.title()))
                .mapToDouble(Variation::p)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static List<Block> blocks(
            FeatureAtlas atlas, List<String> failures, double[][] map, List<Variation> variations) {
        var space = atlas.space();
        var systems = space.systems().stream().map(Catalog::system).toList();
        var blocks = new ArrayList<Block>();
        blocks.add(
                new Block.Text(
                        "%d systems, %d windows of %d points each at %d points a period; %d of %d features kept, those that differ least within a system for what they differ between systems. Affinity propagation %s in %d rounds.%s"
                                .formatted(
                                        systems.size(),
                                        atlas.windows().count(),
                                        atlas.windows().points(),
                                        atlas.windows().density(),
                                        space.columns().length,
                                        SeriesFeatures.count(),
                                        atlas.clusters().converged()
                                                ? "agreed on its exemplars"
                                                : "did not agree on its exemplars",
                                        atlas.clusters().rounds(),
                                        failures.isEmpty()
                                                ? ""
                                                : " Left out: "
                                                        + String.join("; ", failures)
                                                        + ".")));
        blocks.add(new Block.Text(onMap(atlas, map)));
        blocks.add(AtlasPictures.clusters(atlas, map));
        blocks.add(
                AtlasPictures.coloured(
                        "The same map, coloured by lambda_1 T",
                        map,
                        systems.stream().mapToDouble(Variation.Invariant.GROWTH::of).toArray()));
        blocks.add(
                AtlasPictures.coloured(
                        "The same map, coloured by the Kaplan-Yorke dimension",
                        map,
                        systems.stream()
                                .mapToDouble(Variation.Invariant.KAPLAN_YORKE::of)
                                .toArray()));
        blocks.add(
                new Block.Table(
                        "Invariants along the map",
                        List.of(
                                "invariant",
                                "systems",
                                "Spearman, first axis",
                                "Spearman, second axis",
                                "neighbours' difference, random = 1",
                                "p"),
                        variations.stream().map(AtlasStudy::row).toList()));
        blocks.add(
                new Block.Table(
                        "Clusters",
                        List.of("exemplar", "systems", "members"),
                        IntStream.range(0, atlas.clusters().clusters())
                                .mapToObj(c -> cluster(atlas, c))
                                .toList()));
        blocks.add(
                new Block.Table(
                        "Features that tell systems apart best",
                        List.of("feature", "spread within over between systems"),
                        IntStream.range(0, Math.min(15, space.columns().length))
                                .mapToObj(k ->
                                        List.of(
                                                space.names().get(k),
                                                Claim.number(space.ratios()[k])))
                                .toList()));
        return blocks;
    }

    /// How the clusters change if they are formed of the places on the map instead.
    private static String onMap(FeatureAtlas atlas, double[][] map) {
        var flat = AffinityPropagation.of(map);
        int[] labels = atlas.clusters().labels();
        long alone =
                IntStream.range(0, atlas.clusters().clusters())
                        .filter(c -> AtlasPictures.size(labels, c) == 1)
                        .count();
        return "%d clusters, %d of them a single system. Formed of the places on the map there are %d, which agree with these to an adjusted Rand index of %s."
                .formatted(
                        atlas.clusters().clusters(),
                        alone,
                        flat.clusters(),
                        Claim.number(AdjustedRand.index(labels, flat.labels())));
    }

    private static List<String> row(Variation v) {
        return List.of(
                v.name(),
                Integer.toString(v.systems()),
                Claim.number(v.alongFirst()),
                Claim.number(v.alongSecond()),
                Claim.number(v.ratio()),
                Claim.number(v.p()));
    }

    private static List<String> cluster(FeatureAtlas atlas, int c) {
        var names = atlas.space().systems();
        int[] labels = atlas.clusters().labels();
        var members =
                IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == c)
                        .mapToObj(names::get)
                        .toList();
        String shown =
                String.join(", ", members.subList(0, Math.min(MEMBERS_SHOWN, members.size())));
        return List.of(
                names.get(atlas.clusters().exemplars()[c]),
                Integer.toString(members.size()),
                members.size() > MEMBERS_SHOWN ? shown + ", ..." : shown);
    }
}

package org.separatrix.forecast.trees;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.Map;

/// The mean of many deep trees on past rows, each grown on a random part of the rows of data.
///
/// Trees see a share of the rows drawn without repetition, where Breiman draws with repetition;
/// 0.632 is the share of different rows such a draw has.
///
/// Source: L. Breiman, "Random forests", Machine Learning 45 (2001).
///
/// @param lags rows of history used
/// @param trees number of trees
/// @param depth of each tree at most; 0 for any
/// @param share of the rows of data that a tree sees
public record RandomForest(
        @Describe(value = "rows of history used", min = 1, max = 1000) int lags,
        @Describe(value = "number of trees", min = 1, max = 100_000) int trees,
        @Describe(value = "depth of each tree at most, 0 for any", min = 0, max = 60) int depth,
        @Describe(value = "share of the rows that a tree sees", min = 1e-3, max = 1) double share)
        implements Forecaster {

    /// Deeper than the trees of any data that fits in memory; the library asks for a bound.
    private static final int DEEPEST = 60;

    @Override
    public String name() {
        return "random-forest";
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public int shortest() {
        return lags + 2;
    }

    @Override
    public List<Forecaster> candidates() {
        return List.of(
                new RandomForest(3, trees, depth, share),
                new RandomForest(5, trees, depth, share),
                new RandomForest(10, trees, depth, share),
                new RandomForest(25, trees, depth, share));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        Map<String, Object> parameters =
                Map.of(
                        "num_parallel_tree",
                        trees,
                        "eta",
                        1,
                        "lambda",
                        0,
                        "min_child_weight",
                        1,
                        "max_depth",
                        depth == 0 ? DEEPEST : depth,
                        "subsample",
                        share,
                        "tree_method",
                        "exact");
        return Ensembles.fit(name(), lags, 1, parameters, training, seeds.of("trees").nextLong());
    }
}

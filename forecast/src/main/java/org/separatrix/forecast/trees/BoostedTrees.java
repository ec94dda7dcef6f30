package org.separatrix.forecast.trees;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.Map;

/// Gradient-boosted regression trees on past rows.
///
/// Source: T. Chen, C. Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016.
///
/// @param lags rows of history used
/// @param rounds trees, one after the other
/// @param depth of each tree at most
/// @param rate share of each tree that counts
/// @param lambda quadratic penalty of a leaf
public record BoostedTrees(
        @Describe(value = "rows of history used", min = 1, max = 1000) int lags,
        @Describe(value = "trees, one after the other", min = 1, max = 100_000) int rounds,
        @Describe(value = "depth of each tree at most", min = 1, max = 30) int depth,
        @Describe(value = "share of each tree that counts", min = 1e-6, max = 1) double rate,
        @Describe(value = "quadratic penalty of a leaf", min = 0) double lambda)
        implements Forecaster {

    @Override
    public String name() {
        return "boosted-trees";
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
                new BoostedTrees(3, rounds, depth, rate, lambda),
                new BoostedTrees(5, rounds, depth, rate, lambda),
                new BoostedTrees(10, rounds, depth, rate, lambda),
                new BoostedTrees(25, rounds, depth, rate, lambda));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        Map<String, Object> parameters =
                Map.of("max_depth", depth, "eta", rate, "lambda", lambda, "tree_method", "exact");
        return Ensembles.fit(
                name(), lags, rounds, parameters, training, seeds.of("trees").nextLong());
    }
}

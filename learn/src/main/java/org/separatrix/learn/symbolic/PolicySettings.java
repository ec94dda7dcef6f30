package org.separatrix.learn.symbolic;

import org.separatrix.learn.LearnException;

/// Settings of deep symbolic regression.
///
/// @param shortest words of a formula at least
/// @param longest words of a formula at most
/// @param hidden units of the network
/// @param batch formulas written between two updates
/// @param updates of the network
/// @param elite share of the best formulas, which the network learns from
/// @param entropy weight of the bonus for undecided words
/// @param rate learning rate
public record PolicySettings(
        int shortest,
        int longest,
        int hidden,
        int batch,
        int updates,
        double elite,
        double entropy,
        double rate) {

    /// Those of the paper's benchmark: two million formulas.
    public static final PolicySettings DEFAULT =
            new PolicySettings(4, 30, 32, 1000, 2000, 0.05, 0.005, 1e-3);

    public PolicySettings {
        require(shortest >= 1, "shortest must be at least 1", shortest);
        require(
                longest > shortest && longest <= 200,
                "longest must lie above shortest and at most at 200",
                longest);
        require(hidden >= 1, "hidden must be at least 1", hidden);
        require(batch >= 2, "batch must be at least 2", batch);
        require(updates >= 1, "updates must be at least 1", updates);
        require(elite > 0 && elite <= 1, "elite must lie in (0, 1]", elite);
        require(entropy >= 0, "entropy must not be negative", entropy);
        require(rate > 0, "rate must be above 0", rate);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new LearnException(rule + ", got " + value);
        }
    }

    /// With another number of updates, of so many formulas each.
    public PolicySettings writing(int newUpdates, int newBatch) {
        return new PolicySettings(
                shortest, longest, hidden, newBatch, newUpdates, elite, entropy, rate);
    }
}

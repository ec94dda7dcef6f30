package org.separatrix.analysis.symbolic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The most accurate formula of each complexity that beats every simpler one.
///
/// @param candidates by growing complexity and falling loss, at least one
public record ParetoFront(List<Candidate> candidates) {

    public ParetoFront {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a Pareto front needs a candidate");
        }
    }

    /// Those of the members that no simpler one equals in accuracy; the front ends where nothing
    /// but rounding is left to explain.
    ///
    /// @param best best member of each complexity, by growing complexity
    /// @param floor loss that counts as none
    static ParetoFront of(List<Member> best, double floor) {
        var front = new ArrayList<Candidate>();
        for (var member : best) {
            double score = 0;
            if (!front.isEmpty()) {
                var before = front.getLast();
                if (before.loss() <= floor) {
                    break;
                }
                if (member.loss() >= before.loss()) {
                    continue;
                }
                double fall = Math.log(before.loss()) - Math.log(Math.max(member.loss(), floor));
                score = fall / (member.complexity() - before.complexity());
            }
            front.add(new Candidate(member.tree(), member.complexity(), member.loss(), score));
        }
        return new ParetoFront(front);
    }

    /// The candidate of the highest score: where accuracy was cheapest.
    public Candidate best() {
        return candidates.stream().max(Comparator.comparingDouble(Candidate::score)).orElseThrow();
    }

    /// The candidate of the highest score among those whose loss is at most one and a half times
    /// the smallest: the rule of Cranmer (2023) for who wants accuracy first.
    public Candidate bestOfAccurate() {
        return bestBelow(1.5 * mostAccurate().loss());
    }

    /// The candidate of the highest score among those that are accurate enough.
    ///
    /// @param loss largest allowed; if none is below it the most accurate candidate is the answer
    public Candidate bestBelow(double loss) {
        return candidates.stream()
                .filter(c -> c.loss() <= loss)
                .max(Comparator.comparingDouble(Candidate::score))
                .orElse(mostAccurate());
    }

    /// The most accurate candidate.
    public Candidate mostAccurate() {
        return candidates.getLast();
    }

    /// The most accurate candidate of at most this complexity.
    public Optional<Candidate> within(int complexity) {
        return candidates.stream()
                .filter(c -> c.complexity() <= complexity)
                .reduce((_, later) -> later);
    }
}

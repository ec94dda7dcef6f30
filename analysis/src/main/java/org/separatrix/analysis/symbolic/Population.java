package org.separatrix.analysis.symbolic;

import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Simplifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Trees that evolve together.
///
/// A tournament picks the parent, whose changed copy takes the place of the oldest member. Common
/// complexities are handicapped, so that small trees do not crowd out the larger ones that lead to
/// better formulas.
final class Population {

    private static final double CROSSOVER = 0.1;
    private static final double ANNEALING = 0.1;
    private static final double HANDICAP = 20;
    private static final double FITTEST_WINS = 0.9;
    private static final int ATTEMPTS = 10;
    private static final int FITTING_STEPS = 10;
    private static final int REFITTING_STEPS = 4;
    private static final double PROGRESS = 0.99;
    private static final double MEMORY = 0.99;

    private final SymbolicSettings settings;
    private final Problem problem;
    private final RandomGenerator random;
    private final Breeding breeding;
    private HallOfFame seen;
    private final List<Member> members = new ArrayList<>();
    private final double[] frequencies;
    private final Member[] entrants;
    private final double[] costs;
    private long time;
    private int stuck;
    private double least;

    Population(SymbolicSettings settings, Problem problem, RandomGenerator random) {
        this.settings = settings;
        this.problem = problem;
        this.random = random;
        breeding = new Breeding(settings, problem.names(), random);
        frequencies = new double[settings.largest() + 1];
        entrants = new Member[Math.max(3, settings.members() / 10)];
        costs = new double[entrants.length];
        seen = new HallOfFame(settings.largest());
        begin();
    }

    /// Random trees take the place of what there was.
    private void begin() {
        members.clear();
        seen = new HallOfFame(settings.largest());
        stuck = 0;
        least = Double.POSITIVE_INFINITY;
        Arrays.fill(frequencies, 1.0 / settings.largest());
        var judge = new Judge(problem);
        for (int i = 0; i < settings.members(); i++) {
            var tree = breeding.tree(Math.min(settings.largest(), 3 + random.nextInt(4)));
            welcome(judge.member(tree, time++));
        }
    }

    /// Begins anew if so many rounds have brought no progress.
    void beginAnewAfter(int patience) {
        var known = seen.members();
        double loss =
                known.stream().mapToDouble(Member::loss).min().orElse(Double.POSITIVE_INFINITY);
        if (loss < PROGRESS * least) {
            stuck = 0;
            least = loss;
        } else if (++stuck >= patience) {
            begin();
        }
    }

    private void welcome(Member member) {
        if (members.size() < settings.members()) {
            members.add(member);
        } else {
            members.set(oldest(), member);
        }
        seen.admit(member);
        for (int c = 1; c < frequencies.length; c++) {
            frequencies[c] *= MEMORY;
        }
        frequencies[member.complexity()] += 1 - MEMORY;
    }

    private int oldest() {
        int oldest = 0;
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i).birth() < members.get(oldest).birth()) {
                oldest = i;
            }
        }
        return oldest;
    }

    /// One round of evolution.
    ///
    /// @throws CancellationException if asked to stop
    void evolve(BooleanSupplier cancelled) {
        var judge = new Judge(problem);
        for (int cycle = 0; cycle < settings.cycles(); cycle++) {
            if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the symbolic regression was stopped");
            }
            double temperature = 1 - (double) cycle / Math.max(1, settings.cycles() - 1);
            for (int i = 0; i < settings.members(); i++) {
                if (random.nextDouble() < CROSSOVER) {
                    cross(judge);
                } else {
                    change(judge, temperature);
                }
            }
        }
        for (int i = 0; i < members.size(); i++) {
            if (random.nextDouble() < settings.optimised()) {
                members.set(i, fitted(judge, members.get(i)));
                seen.admit(members.get(i));
            }
        }
    }

    private static Member fitted(Judge judge, Member member) {
        var simple = Simplifier.simplify(member.tree());
        var tree = Expressions.nodes(simple) <= member.complexity() ? simple : member.tree();
        var better = judge.member(judge.fitted(tree, FITTING_STEPS), member.birth());
        return better.loss() <= member.loss() * (1 + 1e-12) ? better : member;
    }

    /// The best seen of each complexity, their constants fitted.
    List<Member> best() {
        var judge = new Judge(problem);
        for (var member : seen.members()) {
            seen.admit(fitted(judge, member));
        }
        return seen.members();
    }

    /// Replaces a few members by immigrants, chosen at random.
    ///
    /// @param share of the members that make room
    void receive(List<Member> immigrants, double share) {
        if (immigrants.isEmpty()) {
            return;
        }
        for (int i = 0; i < members.size(); i++) {
            if (random.nextDouble() < share) {
                var newcomer = immigrants.get(random.nextInt(immigrants.size()));
                members.set(i, newcomer.born(time++));
            }
        }
    }

    private void change(Judge judge, double temperature) {
        var parent = tournament();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var tree = breeding.changed(parent.tree(), temperature);
            if (!fits(tree)) {
                continue;
            }
            if (settings.refitted() > 0 && random.nextDouble() < settings.refitted()) {
                var scaled = judge.scaled(tree);
                tree = judge.fitted(fits(scaled) ? scaled : tree, REFITTING_STEPS);
            }
            var child = judge.member(tree, time++);
            if (accepted(parent, child, temperature)) {
                welcome(child);
            } else {
                // Refused for being of a common size, it may still be the best of that size.
                seen.admit(child);
            }
            return;
        }
    }

    private void cross(Judge judge) {
        for (var tree : breeding.crossed(tournament().tree(), tournament().tree())) {
            if (fits(tree)) {
                var child = judge.member(tree, time++);
                if (Double.isFinite(child.loss())) {
                    welcome(child);
                }
            }
        }
    }

    private boolean fits(Expression tree) {
        return Expressions.nodes(tree) <= settings.largest();
    }

    /// Better always, worse the rarer the colder; rare complexities rather than common ones.
    private boolean accepted(Member parent, Member child, double temperature) {
        if (!Double.isFinite(child.loss())) {
            return false;
        }
        double worse = cost(child) - cost(parent);
        double chance =
                Double.isFinite(worse) ? Math.exp(-worse / (ANNEALING * temperature + 1e-12)) : 1;
        chance *= frequencies[parent.complexity()] / frequencies[child.complexity()];
        return random.nextDouble() < chance;
    }

    private double cost(Member member) {
        return member.loss() / problem.variance() + settings.parsimony() * member.complexity();
    }

    private double handicapped(Member member) {
        return cost(member) * Math.exp(HANDICAP * frequencies[member.complexity()]);
    }

    private Member tournament() {
        int size = entrants.length;
        for (int i = 0; i < size; i++) {
            var member = members.get(random.nextInt(members.size()));
            double cost = handicapped(member);
            int at = i;
            for (; at > 0 && costs[at - 1] > cost; at--) {
                entrants[at] = entrants[at - 1];
                costs[at] = costs[at - 1];
            }
            entrants[at] = member;
            costs[at] = cost;
        }
        int place = 0;
        while (place < size - 1 && random.nextDouble() > FITTEST_WINS) {
            place++;
        }
        return entrants[place];
    }
}

package org.separatrix.analysis.symbolic;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.UnaryFunction;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Settings of a symbolic regression.
///
/// Complexity is the number of nodes of a tree.
///
/// @param populations that evolve apart
/// @param members trees in each population
/// @param rounds of evolution, each followed by migration
/// @param cycles in a round; a cycle breeds as many trees as a population has members
/// @param largest complexity allowed
/// @param parsimony price of a node, in units of the variance of the target
/// @param optimised share of the members of a population whose constants are fitted at the end of
///   each round
/// @param refitted share of the bred trees whose constants are fitted before they are judged: where
///   terms nearly cancel, a term helps only with the right constants beside it
/// @param patience rounds without progress after which a population begins anew; every second
///   population then evolves alone, without immigrants, so that a search that is led astray by a
///   formula that is nearly right has many more beginnings. 0: all populations exchange their best
///   and none begins anew
/// @param binary functions of two arguments to build from
/// @param unary functions of one argument to build from, may be empty
/// @param reciprocal whether `c/u`, with a constant c that begins as 1, is among them
/// @param threads that evolve populations side by side; the result does not depend on it
/// @param seed root of all random choices
public record SymbolicSettings(
        int populations,
        int members,
        int rounds,
        int cycles,
        int largest,
        double parsimony,
        double optimised,
        double refitted,
        int patience,
        List<BinaryFunction> binary,
        List<UnaryFunction> unary,
        boolean reciprocal,
        int threads,
        long seed) {

    private static final Set<BinaryFunction> KINKED =
            EnumSet.of(BinaryFunction.MOD, BinaryFunction.ATAN2);

    /// A hundred populations of twenty, four rounds of thirty cycles, arithmetic alone.
    public static final SymbolicSettings DEFAULT =
            new SymbolicSettings(
                    100,
                    20,
                    4,
                    30,
                    20,
                    1e-4,
                    0.2,
                    0,
                    0,
                    List.of(
                            BinaryFunction.ADD,
                            BinaryFunction.SUBTRACT,
                            BinaryFunction.MULTIPLY,
                            BinaryFunction.DIVIDE),
                    List.of(),
                    false,
                    1,
                    0);

    public SymbolicSettings {
        require(populations >= 1, "populations must be at least 1", populations);
        require(members >= 4, "members must be at least 4", members);
        require(rounds >= 1, "rounds must be at least 1", rounds);
        require(cycles >= 1, "cycles must be at least 1", cycles);
        require(largest >= 1 && largest <= 100, "largest must lie between 1 and 100", largest);
        require(parsimony >= 0, "parsimony must not be negative", parsimony);
        require(optimised >= 0 && optimised <= 1, "optimised must lie in [0, 1]", optimised);
        require(refitted >= 0 && refitted <= 1, "refitted must lie in [0, 1]", refitted);
        require(patience >= 0, "patience must not be negative", patience);
        require(threads >= 1, "threads must be at least 1", threads);
        binary = List.copyOf(binary);
        unary = List.copyOf(unary);
        require(!binary.isEmpty(), "at least one function of two arguments is needed", binary);
        require(
                binary.stream().noneMatch(KINKED::contains),
                "mod and atan2 cannot be searched over",
                binary);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }

    /// Trees that a search breeds at most, besides the first ones and those whose constants are
    /// fitted.
    public long trees() {
        return (long) populations * members * rounds * cycles;
    }

    /// With other functions of one argument.
    public SymbolicSettings with(UnaryFunction... functions) {
        return new SymbolicSettings(
                populations,
                members,
                rounds,
                cycles,
                largest,
                parsimony,
                optimised,
                refitted,
                patience,
                binary,
                List.of(functions),
                reciprocal,
                threads,
                seed);
    }

    /// With other functions of two arguments, and `c/u` or not.
    public SymbolicSettings over(List<BinaryFunction> functions, boolean withReciprocal) {
        return new SymbolicSettings(
                populations,
                members,
                rounds,
                cycles,
                largest,
                parsimony,
                optimised,
                refitted,
                patience,
                functions,
                unary,
                withReciprocal,
                threads,
                seed);
    }

    /// With the constants of another share of the bred trees fitted at once.
    public SymbolicSettings refitting(double share) {
        return new SymbolicSettings(
                populations,
                members,
                rounds,
                cycles,
                largest,
                parsimony,
                optimised,
                share,
                patience,
                binary,
                unary,
                reciprocal,
                threads,
                seed);
    }

    /// With lone populations that begin anew after so many rounds without progress.
    public SymbolicSettings restarting(int newPatience) {
        return new SymbolicSettings(
                populations,
                members,
                rounds,
                cycles,
                largest,
                parsimony,
                optimised,
                refitted,
                newPatience,
                binary,
                unary,
                reciprocal,
                threads,
                seed);
    }

    /// With another number of trees in each population.
    public SymbolicSettings peopled(int newMembers) {
        return new SymbolicSettings(
                populations,
                newMembers,
                rounds,
                cycles,
                largest,
                parsimony,
                optimised,
                refitted,
                patience,
                binary,
                unary,
                reciprocal,
                threads,
                seed);
    }

    /// Another amount of search.
    public SymbolicSettings searching(int newPopulations, int newRounds, int newCycles) {
        return new SymbolicSettings(
                newPopulations,
                members,
                newRounds,
                newCycles,
                largest,
                parsimony,
                optimised,
                refitted,
                patience,
                binary,
                unary,
                reciprocal,
                threads,
                seed);
    }

    /// Another bound on complexity.
    public SymbolicSettings upTo(int complexity) {
        return new SymbolicSettings(
                populations,
                members,
                rounds,
                cycles,
                complexity,
                parsimony,
                optimised,
                refitted,
                patience,
                binary,
                unary,
                reciprocal,
                threads,
                seed);
    }

    /// Another seed.
    public SymbolicSettings seeded(long other) {
        return new SymbolicSettings(
                populations,
                members,
                rounds,
                cycles,
                largest,
                parsimony,
                optimised,
                refitted,
                patience,
                binary,
                unary,
                reciprocal,
                threads,
                other);
    }

    /// Another number of threads.
    public SymbolicSettings on(int newThreads) {
        return new SymbolicSettings(
                populations,
                members,
                rounds,
                cycles,
                largest,
                parsimony,
                optimised,
                refitted,
                patience,
                binary,
                unary,
                reciprocal,
                newThreads,
                seed);
    }
}

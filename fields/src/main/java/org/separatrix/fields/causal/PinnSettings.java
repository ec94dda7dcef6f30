package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.ModifiedMlp;
import org.separatrix.learn.network.Network;

import java.util.List;

/// How a problem is solved: network, points, emphasis, optimiser, windows.
///
/// @param width units of a hidden layer
/// @param depth hidden layers
/// @param gated whether the gated perceptron is used
/// @param harmonics of each periodic axis; 0 for ordinary equations
/// @param powers exponents of the time features; empty for time rescaled to [-1, 1]
/// @param times collocation times of a window
/// @param places collocation places; of each axis for a mesh, in all at random
/// @param random whether points are drawn anew each step
/// @param emphasis which residuals count
/// @param schedule epsilons and iterations of a window
/// @param optimizer what minimises
/// @param single whether Adam computes in single precision
/// @param marching the windows
/// @param balanced whether the initial and the residual loss get weights by the norms of their
///   gradients, see [GradientBalance]; Adam and SOAP
/// @param factorised whether each row of a weight matrix is trained as a scale times a vector, see
///   [FactorisedNetwork]; Adam and SOAP
public record PinnSettings(
        int width,
        int depth,
        boolean gated,
        int harmonics,
        List<Integer> powers,
        int times,
        int places,
        boolean random,
        Emphasis emphasis,
        EpsilonSchedule schedule,
        Optimizer optimizer,
        boolean single,
        TimeMarching marching,
        boolean balanced,
        boolean factorised) {

    /// What minimises the loss.
    public enum Optimizer {
        /// First order, as in the paper: any network.
        ADAM,
        /// Adam in the eigenbasis of Shampoo's preconditioner, not in the paper: any network.
        SOAP,
        /// Levenberg–Marquardt in double precision: up to about two thousand weights.
        LM
    }

    /// Neither balanced nor factorised, as in the paper.
    public PinnSettings(
            int width,
            int depth,
            boolean gated,
            int harmonics,
            List<Integer> powers,
            int times,
            int places,
            boolean random,
            Emphasis emphasis,
            EpsilonSchedule schedule,
            Optimizer optimizer,
            boolean single,
            TimeMarching marching) {
        this(
                width, depth, gated, harmonics, powers, times, places, random, emphasis, schedule,
                optimizer, single, marching, false, false);
    }

    public PinnSettings {
        powers = List.copyOf(powers);
        if (times < 2) {
            throw new LabException("times must be at least 2, got " + times);
        }
        if (places < 1) {
            throw new LabException("places must be at least 1, got " + places);
        }
        if (optimizer == Optimizer.LM && (balanced || factorised)) {
            throw new LabException(
                    "balanced and factorised need optimizer=ADAM or SOAP, got LM: least squares has"
                            + " no gradient of its own for each loss");
        }
    }

    /// The same with another emphasis.
    public PinnSettings emphasised(Emphasis other) {
        return with(other, schedule, optimizer, marching, balanced, factorised);
    }

    /// The same with other epsilons and iterations.
    public PinnSettings scheduled(EpsilonSchedule other) {
        return with(emphasis, other, optimizer, marching, balanced, factorised);
    }

    /// The same by another optimiser.
    public PinnSettings by(Optimizer other) {
        return with(emphasis, schedule, other, marching, balanced, factorised);
    }

    /// The same in other windows.
    public PinnSettings marching(TimeMarching other) {
        return with(emphasis, schedule, optimizer, other, balanced, factorised);
    }

    /// The same with losses balanced by the norms of their gradients.
    public PinnSettings balancing() {
        return with(emphasis, schedule, optimizer, marching, true, factorised);
    }

    /// The same with factorised weights.
    public PinnSettings factorising() {
        return with(emphasis, schedule, optimizer, marching, balanced, true);
    }

    private PinnSettings with(
            Emphasis newEmphasis,
            EpsilonSchedule newSchedule,
            Optimizer newOptimizer,
            TimeMarching newMarching,
            boolean nowBalanced,
            boolean nowFactorised) {
        return new PinnSettings(
                width,
                depth,
                gated,
                harmonics,
                powers,
                times,
                places,
                random,
                newEmphasis,
                newSchedule,
                newOptimizer,
                single,
                newMarching,
                nowBalanced,
                nowFactorised);
    }

    Encoding encoding(PinnProblem problem) {
        return new Encoding(
                marching.trained(),
                powers,
                java.util.Arrays.stream(problem.periods()).boxed().toList(),
                harmonics);
    }

    Network network(PinnProblem problem) {
        int inputs = encoding(problem).features();
        return gated
                ? new ModifiedMlp(
                        inputs,
                        width,
                        depth,
                        problem.fields(),
                        Activation.TANH,
                        Initialiser.GLOROT_NORMAL)
                : Mlp.of(inputs, width, depth, problem.fields(), Activation.TANH);
    }
}

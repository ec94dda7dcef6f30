package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;

/// Which residuals count how much while a network is trained: the causal weights, and what they are
/// compared with.
public sealed interface Emphasis {

    /// Causal weights.
    record Causal(CausalWeights weights) implements Emphasis {}

    /// All the same: the plain physics-informed network.
    record Equal() implements Emphasis {}

    /// A growing time domain: first the earliest share of the times, then more.
    ///
    /// @param stages number of equal enlargements, at least 2
    record Growing(int stages) implements Emphasis {
        public Growing {
            if (stages < 2) {
                throw new LabException("stages must be at least 2, got " + stages);
            }
        }
    }

    /// A mask of one weight a point that grows where the residual stays large.
    ///
    /// Each iteration multiplies a weight by `1 + rate r^2 / mean(r^2)`, capped at twice, and keeps
    /// their mean at 1: gradient ascent on the logarithm of the mask with a normalised step (after
    /// L. McClenny and U. Braga-Neto, arXiv:2009.04544).
    ///
    /// @param rate in (0, 1]
    record SelfAdaptive(double rate) implements Emphasis {
        public SelfAdaptive {
            if (!(rate > 0 && rate <= 1)) {
                throw new LabException("rate must lie in (0, 1], got " + rate);
            }
        }
    }
}

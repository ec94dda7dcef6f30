package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;

/// The equation `dy = f(t, y) dt + g(t, y) dW`.
public interface StochasticField {

    /// Which integral `g dW` means.
    enum Calculus {
        /// Evaluated at the beginning of each step.
        ITO,
        /// Evaluated in the middle.
        STRATONOVICH
    }

    /// How the noise enters.
    enum Noise {
        /// `g` does not depend on `y`.
        ADDITIVE,
        /// Component `i` of the noise drives component `i` of the solution alone, and its strength
        /// depends on that component alone.
        DIAGONAL,
        /// One noise drives all components.
        SCALAR,
        /// A matrix.
        GENERAL
    }

    /// The equation of this drift and this diffusion.
    static StochasticField of(
            Calculus calculus, Noise noise, VectorField drift, VectorField diffusion) {
        return new StochasticField() {
            @Override
            public Calculus calculus() {
                return calculus;
            }

            @Override
            public Noise noise() {
                return noise;
            }

            @Override
            public Tensor drift(double t, Tensor y) {
                return drift.at(t, y);
            }

            @Override
            public Tensor diffusion(double t, Tensor y) {
                return diffusion.at(t, y);
            }
        };
    }

    /// Which integral is meant.
    Calculus calculus();

    /// How the noise enters.
    Noise noise();

    /// The drift, shaped like `y`.
    Tensor drift(double t, Tensor y);

    /// The diffusion `g(t, y)`.
    ///
    /// @return shaped like `y` if each component has its own noise or all share one, otherwise
    ///   (batch, dimension, noises)
    Tensor diffusion(double t, Tensor y);

    /// `g dW`.
    ///
    /// @param g what [#diffusion] gave
    /// @param increment of the Brownian path, shape (batch, noises)
    /// @return shape (batch, dimension)
    static Tensor product(Tensor g, Tensor increment) {
        return g.dim() == increment.dim()
                ? g.mul(increment)
                : g.matmul(increment.unsqueeze(-1)).squeeze(-1);
    }

    /// Refuses a method for the other calculus.
    default void require(Calculus needed, String method) {
        if (calculus() != needed) {
            throw new SolveException(
                    "%s solves %s equations, this one is %s; convert the drift by half of (dg/dy) g or choose another method"
                            .formatted(method, needed, calculus()));
        }
    }
}

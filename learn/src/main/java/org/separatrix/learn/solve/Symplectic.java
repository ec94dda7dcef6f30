package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Tensors;

import java.util.List;
import java.util.Locale;

/// Symplectic methods for separable systems `q' = v(t, p)`, `p' = f(t, q)`.
///
/// The state holds the positions in the first half of its last axis and the momenta in the second.
/// Energy errors stay bounded over long times. Every step can be undone in closed form, so
/// gradients need no stored states: see [Adjoint#reversible].
///
/// Source: E. Hairer, C. Lubich, G. Wanner, Geometric Numerical Integration (2006), I.1 and VI.3.
public enum Symplectic {
    /// Order 1: momenta, then positions with the new momenta.
    SEMI_IMPLICIT_EULER(1),
    /// Order 2: half a step of the positions, a whole one of the momenta, half a step of the
    /// positions.
    LEAPFROG(2),
    /// Order 2: half a step of the momenta, a whole one of the positions, half a step of the
    /// momenta.
    STOERMER_VERLET(2);

    private final int order;

    Symplectic(int order) {
        this.order = order;
    }

    /// Order of the solution.
    public int order() {
        return order;
    }

    /// The method for a system.
    ///
    /// @param velocity of the positions, by time and momenta
    /// @param force on the momenta, by time and positions
    public Reversible on(VectorField velocity, VectorField force) {
        return new Bound(this, velocity, force);
    }

    private record Bound(Symplectic method, VectorField velocity, VectorField force)
            implements Reversible {

        /// Positions and momenta.
        private record Phase(Tensor q, Tensor p) {

            static Phase of(Tensor y) {
                long n = y.size(-1);
                if (n % 2 != 0) {
                    throw new SolveException(
                            "a symplectic method needs as many momenta as positions, got %d components"
                                    .formatted(n));
                }
                return new Phase(y.narrow(-1, 0, n / 2), y.narrow(-1, n / 2, n / 2));
            }

            Tensor joined() {
                return Tensors.join(-1, List.of(q, p));
            }
        }

        private Phase drifted(Phase x, double t, double h) {
            return new Phase(Tensors.plus(x.q(), h, velocity.at(t, x.p())), x.p());
        }

        private Phase kicked(Phase x, double t, double h) {
            return new Phase(x.q(), Tensors.plus(x.p(), h, force.at(t, x.q())));
        }

        @Override
        public List<Tensor> start(double t, Tensor y) {
            return List.of(y);
        }

        @Override
        public Advance step(double t, double h, List<Tensor> state) {
            var y = state.getFirst();
            var x = Phase.of(y);
            double middle = t + 0.5 * h;
            var moved =
                    switch (method) {
                        case SEMI_IMPLICIT_EULER -> drifted(kicked(x, t, h), t + h, h);
                        case LEAPFROG ->
                                drifted(kicked(drifted(x, t, 0.5 * h), middle, h), t + h, 0.5 * h);
                        case STOERMER_VERLET ->
                                kicked(drifted(kicked(x, t, 0.5 * h), middle, h), t + h, 0.5 * h);
                    };
            var next = moved.joined();
            return new Advance(
                    List.of(next),
                    null,
                    theta -> theta == 1 ? next : Tensors.plus(y, theta, next.sub(y)));
        }

        /// Each half of a step leaves its own argument alone, so it is undone by its negative.
        @Override
        public List<Tensor> back(double t, double h, List<Tensor> end) {
            var x = Phase.of(end.getFirst());
            double middle = t + 0.5 * h;
            var moved =
                    switch (method) {
                        case SEMI_IMPLICIT_EULER -> kicked(drifted(x, t + h, -h), t, -h);
                        case LEAPFROG ->
                                drifted(
                                        kicked(drifted(x, t + h, -0.5 * h), middle, -h),
                                        t,
                                        -0.5 * h);
                        case STOERMER_VERLET ->
                                kicked(
                                        drifted(kicked(x, t + h, -0.5 * h), middle, -h),
                                        t,
                                        -0.5 * h);
                    };
            return List.of(moved.joined());
        }

        @Override
        public int errorOrder() {
            return 0;
        }

        @Override
        public String name() {
            return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}

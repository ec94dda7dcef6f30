package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.solve.StochasticField.Calculus;
import org.separatrix.learn.solve.StochasticField.Noise;

import java.util.List;
import java.util.Locale;

/// Methods for stochastic differential equations with steps of one length.
///
/// Source: P. Kloeden, E. Platen, Numerical Solution of Stochastic Differential Equations (1992);
/// A. Rößler, SIAM J. Numer. Anal. 48 (2010) for SRA1; J. Foster, G. dos Reis, C. Strange,
/// arXiv:2210.17543, equations (6.1) and (6.2) for SHARK and SLOW_RK.
public enum StochasticMethod {
    /// Itô, strong order 1/2, 1 for additive noise.
    EULER_MARUYAMA(Calculus.ITO),
    /// Itô, strong order 1 for diagonal noise; needs the slope of the diffusion.
    MILSTEIN(Calculus.ITO),
    /// Itô or Stratonovich, which agree, for additive noise; strong order 3/2.
    SRA1(Calculus.ITO),
    /// Stratonovich, strong order 1/2, 1 for diagonal noise; drift by Euler, noise by Heun.
    EULER_HEUN(Calculus.STRATONOVICH),
    /// Stratonovich, strong order 1/2, 1 for diagonal noise.
    HEUN(Calculus.STRATONOVICH),
    /// Stratonovich, strong order 1/2, 1 for diagonal noise.
    MIDPOINT(Calculus.STRATONOVICH),
    /// Stratonovich, strong order 3/2 for additive, 1 for diagonal and 1/2 for other noise, two
    /// evaluations of the drift and three of the diffusion; needs the space-time Lévy area.
    SHARK(Calculus.STRATONOVICH),
    /// Stratonovich, strong order 3/2 for additive and diagonal, 1/2 for other noise, two
    /// evaluations of the drift and five of the diffusion; needs the space-time Lévy area.
    SLOW_RK(Calculus.STRATONOVICH);

    private final Calculus calculus;

    StochasticMethod(Calculus calculus) {
        this.calculus = calculus;
    }

    /// The method along a path.
    ///
    /// @throws SolveException if it does not suit the equation's calculus or noise
    public Stepper on(StochasticField field, BrownianPath path) {
        if (this == SRA1) {
            demand(field, Noise.ADDITIVE);
        } else {
            field.require(calculus, name());
            if (this == MILSTEIN && field.noise() != Noise.ADDITIVE) {
                demand(field, Noise.DIAGONAL);
            }
        }
        boolean needsArea = this == SRA1 || this == SHARK || this == SLOW_RK;
        if (needsArea && !(path instanceof LevyPath)) {
            throw new SolveException(
                    name()
                            + " needs the space-time Lévy area of the path; use BrownianInterval"
                            + " or VirtualBrownianTree");
        }
        return new Bound(this, field, path);
    }

    private void demand(StochasticField field, Noise noise) {
        if (field.noise() != noise) {
            throw new SolveException(
                    "%s is for %s noise, this equation has %s noise; use EULER_MARUYAMA or HEUN"
                            .formatted(name(), noise, field.noise()));
        }
    }

    private record Bound(StochasticMethod method, StochasticField field, BrownianPath path)
            implements Stepper {

        @Override
        public List<Tensor> start(double t, Tensor y) {
            return List.of(y);
        }

        @Override
        public Advance step(double t, double h, List<Tensor> state) {
            var y = state.getFirst();
            var w = path.increment(t, t + h);
            var next =
                    switch (method) {
                        case EULER_MARUYAMA -> euler(t, h, y, w);
                        case MILSTEIN -> milstein(t, h, y, w);
                        case SRA1 -> sra1(t, h, y, w);
                        case EULER_HEUN -> eulerHeun(t, h, y, w);
                        case HEUN -> heun(t, h, y, w);
                        case MIDPOINT -> midpoint(t, h, y, w);
                        case SHARK -> shark(t, h, y, w);
                        case SLOW_RK -> slowRungeKutta(t, h, y, w);
                    };
            return new Advance(
                    List.of(next),
                    null,
                    theta -> theta == 1 ? next : Tensors.plus(y, theta, next.sub(y)));
        }

        private Tensor area(double t, double h) {
            return ((LevyPath) path).levyArea(t, t + h);
        }

        private Tensor diffuse(double t, Tensor y, Tensor w) {
            return StochasticField.product(field.diffusion(t, y), w);
        }

        private Tensor euler(double t, double h, Tensor y, Tensor w) {
            return Tensors.plus(y, h, field.drift(t, y)).add(diffuse(t, y, w));
        }

        /// With the term `(1/2) g g' (dW^2 - h)`.
        private Tensor milstein(double t, double h, Tensor y, Tensor w) {
            var next = euler(t, h, y, w);
            if (field.noise() == Noise.ADDITIVE) {
                return next;
            }
            var at = y.requires_grad() ? y : Autograd.leaf(y);
            try (var scope = new Scope()) {
                var g = Autograd.with(() -> field.diffusion(t, at));
                boolean graph = next.requires_grad();
                var slope = Autograd.with(() -> Autograd.grad(g, at, graph));
                var square = Tensors.shift(w.square(), -h);
                var term = Tensors.scale(g.mul(slope).mul(square), 0.5);
                return scope.keep(next.add(graph ? term : term.detach()));
            }
        }

        private Tensor sra1(double t, double h, Tensor y, Tensor w) {
            var area = area(t, h);
            // (1/h) int_0^h W du = W/2 + H for the space-time Lévy area H.
            var mean = Tensors.plus(Tensors.scale(w, 0.5), 1, area);
            var f1 = field.drift(t, y);
            var inner =
                    Tensors.plus(y, 0.75 * h, f1).add(Tensors.scale(diffuse(t + h, y, mean), 1.5));
            var f2 = field.drift(t + 0.75 * h, inner);
            var drift = Tensors.plus(Tensors.plus(y, h / 3, f1), 2 * h / 3, f2);
            // g at both ends: the integral of a moving g to the same order.
            var end = field.diffusion(t + h, y);
            var begin = field.diffusion(t, y);
            return drift.add(StochasticField.product(end, w))
                    .sub(StochasticField.product(end.sub(begin), mean));
        }

        private Tensor eulerHeun(double t, double h, Tensor y, Tensor w) {
            var noise = diffuse(t, y, w);
            var ahead = diffuse(t + h, y.add(noise), w);
            return Tensors.plus(Tensors.plus(y, h, field.drift(t, y)), 0.5, noise.add(ahead));
        }

        private Tensor heun(double t, double h, Tensor y, Tensor w) {
            var first = Tensors.scale(field.drift(t, y), h).add(diffuse(t, y, w));
            var ahead = y.add(first);
            var second = Tensors.scale(field.drift(t + h, ahead), h).add(diffuse(t + h, ahead, w));
            return Tensors.plus(y, 0.5, first.add(second));
        }

        private Tensor midpoint(double t, double h, Tensor y, Tensor w) {
            var half =
                    Tensors.plus(y, 0.5 * h, field.drift(t, y))
                            .add(Tensors.scale(diffuse(t, y, w), 0.5));
            return Tensors.plus(y, h, field.drift(t + 0.5 * h, half))
                    .add(diffuse(t + 0.5 * h, half, w));
        }

        private Tensor shark(double t, double h, Tensor y, Tensor w) {
            var area = area(t, h);
            double c = 5.0 / 6;
            var shifted = y.add(diffuse(t, y, area));
            var f1 = field.drift(t, shifted);
            var g1 = field.diffusion(t, shifted);
            var late =
                    Tensors.plus(
                            Tensors.plus(shifted, c * h, f1), c, StochasticField.product(g1, w));
            var f2 = field.drift(t + c * h, late);
            var g2 = field.diffusion(t + c * h, late);
            var early = Tensors.plus(Tensors.scale(w, 0.4), 1.2, area);
            var rest = Tensors.plus(Tensors.scale(w, 0.6), -1.2, area);
            return Tensors.plus(Tensors.plus(y, 0.4 * h, f1), 0.6 * h, f2)
                    .add(StochasticField.product(g1, early))
                    .add(StochasticField.product(g2, rest));
        }

        private Tensor slowRungeKutta(double t, double h, Tensor y, Tensor w) {
            var area = area(t, h);
            double middle = t + 0.5 * h;
            var f1 = field.drift(t, y);
            var half = Tensors.plus(y, 0.5 * h, f1);
            // The classical method along the noise, from the state half a step of drift ahead.
            var k1 = diffuse(middle, half, w);
            var k2 = diffuse(middle, Tensors.plus(half, 0.5, k1), w);
            var g3 = field.diffusion(middle, Tensors.plus(half, 0.5, k2));
            var k3 = StochasticField.product(g3, w);
            var k4 = diffuse(middle, half.add(k3), w);
            var noise = Tensors.plus(k1.add(k4), 2, k2.add(k3));
            var mean = Tensors.plus(Tensors.scale(w, 0.75), 1.5, area);
            var inner = Tensors.plus(y, 0.75 * h, f1).add(StochasticField.product(g3, mean));
            var f2 = field.drift(t + 0.75 * h, inner);
            var end = Tensors.plus(Tensors.plus(y, h, f1), 0.5, k2);
            var turn = StochasticField.product(g3, area).sub(diffuse(t + h, end, area));
            return Tensors.plus(Tensors.plus(y, h / 3, f1), 2 * h / 3, f2)
                    .add(Tensors.plus(Tensors.scale(noise, 1.0 / 6), 2, turn));
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

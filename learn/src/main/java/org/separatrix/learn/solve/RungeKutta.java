package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.dynamics.integrate.Tableaus;
import org.separatrix.equations.compile.ButcherTableau;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Explicit Runge–Kutta methods.
///
/// Coefficients: Dormand and Prince (1980), Tsitouras (2011), Bogacki and Shampine (1989), Prince
/// and Dormand (1981), Kutta (1901), Ralston (1962).
public enum RungeKutta {
    /// Order 1.
    EULER(fixed("euler", 1, new double[][] {{}}, 1)),
    /// Order 2, one stage at the middle.
    MIDPOINT(fixed("midpoint", 2, new double[][] {{}, {0.5}}, 0, 1)),
    /// Order 2, the explicit trapezoidal rule.
    HEUN(
            embedded(
                    "heun",
                    2,
                    new double[][] {{}, {1}},
                    new double[] {0.5, 0.5},
                    new double[] {-0.5, 0.5},
                    false)),
    /// Order 2 with the least error bound.
    RALSTON(
            embedded(
                    "ralston",
                    2,
                    new double[][] {{}, {2.0 / 3}},
                    new double[] {0.25, 0.75},
                    new double[] {-0.75, 0.75},
                    false)),
    /// Orders 3 and 2.
    BOSH3(
            embedded(
                    "bosh3",
                    3,
                    new double[][] {{}, {0.5}, {0, 0.75}, {2.0 / 9, 1.0 / 3, 4.0 / 9}},
                    new double[] {2.0 / 9, 1.0 / 3, 4.0 / 9, 0},
                    new double[] {2.0 / 9 - 7.0 / 24, 1.0 / 3 - 0.25, 4.0 / 9 - 1.0 / 3, -0.125},
                    true)),
    /// Order 4, the classical method.
    RK4(
            fixed(
                    "rk4",
                    4,
                    new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
                    1.0 / 6,
                    1.0 / 3,
                    1.0 / 3,
                    1.0 / 6)),
    /// Order 4, Kutta's 3/8 rule.
    RK4_38(
            fixed(
                    "rk4-3/8",
                    4,
                    new double[][] {{}, {1.0 / 3}, {-1.0 / 3, 1}, {1, -1, 1}},
                    0.125,
                    0.375,
                    0.375,
                    0.125)),
    /// Orders 5 and 4.
    DOPRI5(Tableaus.dormandPrince()),
    /// Orders 5 and 4; the default.
    TSIT5(Tableaus.tsitouras()),
    /// Orders 8 and 7.
    DOPRI8(PrinceDormand.TABLEAU);

    private final ButcherTableau tableau;

    RungeKutta(ButcherTableau tableau) {
        this.tableau = tableau;
    }

    private static ButcherTableau fixed(String name, int order, double[][] a, double... b) {
        return embedded(name, order, a, b, new double[0], false);
    }

    private static ButcherTableau embedded(
            String name, int order, double[][] a, double[] b, double[] e, boolean last) {
        var c = Stream.of(a).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
        return new ButcherTableau(name, order, c, a, b, e, last);
    }

    /// Order of the solution.
    public int order() {
        return tableau.order();
    }

    /// The method for an equation.
    public Stepper on(VectorField field) {
        return new Explicit(tableau, field);
    }

    /// The state is the solution and its derivative.
    private record Explicit(ButcherTableau tableau, VectorField field) implements Stepper {

        @Override
        public List<Tensor> start(double t, Tensor y) {
            return List.of(y, field.at(t, y));
        }

        @Override
        public Advance step(double t, double h, List<Tensor> state) {
            var y = state.get(0);
            var k = new ArrayList<Tensor>();
            k.add(state.get(1));
            Tensor end = null;
            for (int i = 1; i < tableau.stages(); i++) {
                var at = combine(y, h, tableau.a()[i], k);
                k.add(field.at(t + tableau.c()[i] * h, at));
                end = at;
            }
            Tensor next =
                    tableau.firstSameAsLast() && end != null ? end : combine(y, h, tableau.b(), k);
            Tensor slope = tableau.firstSameAsLast() ? k.getLast() : field.at(t + h, next);
            Tensor error = tableau.e().length == 0 ? null : sum(h, tableau.e(), k);
            return new Advance(
                    List.of(next, slope), error, theta -> dense(theta, h, y, next, slope, k));
        }

        private Tensor dense(
                double theta, double h, Tensor y, Tensor next, Tensor slope, List<Tensor> k) {
            if (theta == 1) {
                return next;
            }
            var weights = Tableaus.dense(tableau, theta);
            return weights.length > 0
                    ? combine(y, h, weights, k)
                    : hermite(theta, h, y, k.getFirst(), next, slope);
        }

        private static Tensor combine(Tensor y, double h, double[] weights, List<Tensor> k) {
            var sum = y;
            for (int j = 0; j < Math.min(weights.length, k.size()); j++) {
                if (weights[j] != 0) {
                    sum = Tensors.plus(sum, h * weights[j], k.get(j));
                }
            }
            return sum;
        }

        private static Tensor sum(double h, double[] weights, List<Tensor> k) {
            var sum = Tensors.scale(k.getFirst(), h * weights[0]);
            for (int j = 1; j < weights.length; j++) {
                if (weights[j] != 0) {
                    sum = Tensors.plus(sum, h * weights[j], k.get(j));
                }
            }
            return sum;
        }

        @Override
        public int errorOrder() {
            return tableau.e().length == 0 ? 0 : Math.max(2, tableau.order());
        }

        @Override
        public String name() {
            return tableau.name();
        }
    }

    /// The cubic with the given values and slopes at both ends of a step.
    static Tensor hermite(double theta, double h, Tensor y0, Tensor f0, Tensor y1, Tensor f1) {
        double s = 1 - theta;
        var sum = Tensors.scale(y0, s * s * (1 + 2 * theta));
        sum = Tensors.plus(sum, theta * theta * (3 - 2 * theta), y1);
        sum = Tensors.plus(sum, h * theta * s * s, f0);
        return Tensors.plus(sum, -h * theta * theta * s, f1);
    }
}

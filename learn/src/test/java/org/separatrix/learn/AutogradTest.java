package org.separatrix.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

import java.util.List;

class AutogradTest {

    private static final Offset<Double> ROUNDING = within(1e-13);

    @Test
    void theGradientOfACubeIsThriceTheSquareTwiceOver() {
        try (var _ = new Scope()) {
            var x = Autograd.leaf(Tensors.of(new double[] {0.5, -1}, Kind.DOUBLE));
            var first = Autograd.grad(x.mul(x).mul(x), x, true);
            assertThat(Tensors.toArray(first)).containsExactly(new double[] {0.75, 3}, ROUNDING);
            var second = Autograd.grad(first, x, true);
            assertThat(Tensors.toArray(second)).containsExactly(new double[] {3, -6}, ROUNDING);
            var third = Autograd.grad(second, x, false);
            assertThat(Tensors.toArray(third)).containsExactly(new double[] {6, 6}, ROUNDING);
        }
    }

    @Test
    void whatDoesNotDependOnAnInputHasAZeroGradient() {
        try (var _ = new Scope()) {
            var x = Autograd.leaf(Tensors.of(new double[] {1, 2}, Kind.DOUBLE));
            var y = Autograd.leaf(Tensors.of(new double[] {3}, Kind.DOUBLE));
            assertThat(Tensors.toArray(Autograd.grad(x.square(), y, false))).containsExactly(0);
            assertThat(Tensors.toArray(Autograd.grad(Tensors.scalar(1, Kind.DOUBLE), x, false)))
                    .containsExactly(0, 0);
        }
    }

    /// `f(x, y) = (x^2 y, x + sin y)`.
    private static Tensor example(Tensor p) {
        var x = p.select(0, 0);
        var y = p.select(0, 1);
        return Tensors.stack(0, List.of(x.square().mul(y), x.add(y.sin())));
    }

    @Test
    void theJacobianHasARowForEachOutput() {
        try (var _ = new Scope()) {
            var at = Tensors.of(new double[] {1.5, -0.5}, Kind.DOUBLE);
            var jacobian = Tensors.toRows(Autograd.jacobian(AutogradTest::example, at));
            assertThat(jacobian[0]).containsExactly(new double[] {2 * 1.5 * -0.5, 2.25}, ROUNDING);
            assertThat(jacobian[1]).containsExactly(new double[] {1, Math.cos(-0.5)}, ROUNDING);
        }
    }

    @Test
    void productsWithTheJacobianAgreeWithIt() {
        try (var _ = new Scope()) {
            var at = Tensors.of(new double[] {1.5, -0.5}, Kind.DOUBLE);
            var v = Tensors.of(new double[] {2, 3}, Kind.DOUBLE);
            var jv = Autograd.jacobianVector(AutogradTest::example, at, v);
            assertThat(Tensors.toArray(jv))
                    .containsExactly(
                            new double[] {-1.5 * 2 + 2.25 * 3, 2 + 3 * Math.cos(-0.5)}, ROUNDING);
            var leaf = Autograd.leaf(at);
            var vj = Autograd.vectorJacobian(v, example(leaf), List.of(leaf), false).getFirst();
            assertThat(Tensors.toArray(vj))
                    .containsExactly(
                            new double[] {-1.5 * 2 + 3, 2.25 * 2 + 3 * Math.cos(-0.5)}, ROUNDING);
        }
    }

    @Test
    void theHessianProductOfAQuarticIsAnalytic() {
        try (var _ = new Scope()) {
            // f = x^2 y^2, H = [[2 y^2, 4 x y], [4 x y, 2 x^2]]
            var x = Autograd.leaf(Tensors.scalar(3, Kind.DOUBLE));
            var y = Autograd.leaf(Tensors.scalar(-2, Kind.DOUBLE));
            var f = x.square().mul(y.square());
            var product =
                    Autograd.hessianVectorProduct(
                            f,
                            List.of(x, y),
                            List.of(
                                    Tensors.scalar(1, Kind.DOUBLE),
                                    Tensors.scalar(10, Kind.DOUBLE)));
            assertThat(Tensors.value(product.get(0))).isCloseTo(8 - 240, ROUNDING);
            assertThat(Tensors.value(product.get(1))).isCloseTo(-24 + 180, ROUNDING);
        }
    }

    @Test
    void nothingIsRecordedWhileRecordingIsOff() {
        try (var _ = new Scope()) {
            var x = Autograd.leaf(Tensors.scalar(3, Kind.DOUBLE));
            assertThat(Autograd.without(() -> x.square().requires_grad())).isFalse();
            assertThat(x.square().requires_grad()).isTrue();
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Tensors.of(new double[] {1, 2, 3}, Kind.DOUBLE, 2, 2))
                .isInstanceOf(LearnException.class)
                .hasMessage("3 values do not fill the shape [2, 2]");
        assertThatThrownBy(() -> Tensors.of(new double[][] {{1}, {1, 2}}, Kind.DOUBLE))
                .hasMessage("row 1 has 2 values, the first has 1");
        assertThatThrownBy(() -> new Kind(Precision.SINGLE, "tpu"))
                .hasMessage("device must be cpu or cuda, got 'tpu'");
    }

    @Test
    void arraysSurviveTheWayInAndOut() {
        try (var _ = new Scope()) {
            double[][] rows = {{1, 2, 3}, {4, 5, Math.E}};
            assertThat(Tensors.toRows(Tensors.of(rows, Kind.DOUBLE))).isDeepEqualTo(rows);
            assertThat(Tensors.toArray(Tensors.of(rows, Kind.SINGLE).t()))
                    .containsExactly(1, 4, 2, 5, 3, (float) Math.E);
        }
    }
}

package org.separatrix.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.SplittableRandom;
import java.util.stream.Stream;

class GatedCellTest {

    static Stream<GatedCell> cells() {
        return Stream.of(new LstmCell(2, 3), new LemCell(2, 3));
    }

    private static GatedCell.State start(int batch) {
        return new GatedCell.State(
                Tensors.of(row(batch, 3, 0.3), Kind.DOUBLE),
                Tensors.of(row(batch, 3, -0.2), Kind.DOUBLE));
    }

    private static double[][] row(int batch, int n, double first) {
        var rows = new double[batch][n];
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < n; i++) {
                rows[b][i] = first + 0.1 * i + 0.05 * b;
            }
        }
        return rows;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// `row r of W` times x.
    private static double times(double[] w, int r, double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += w[r * x.length + j] * x[j];
        }
        return sum;
    }

    @Test
    void lstmIsItsFormula() {
        var cell = new LstmCell(2, 3);
        try (var _ = new Scope();
                var weights = Weights.create(cell, Kind.DOUBLE, new SplittableRandom(1))) {
            double[] x = {0.5, -1};
            double[] h = row(1, 3, 0.3)[0];
            double[] c = row(1, 3, -0.2)[0];
            var next = cell.step(weights, Tensors.of(new double[][] {x}, Kind.DOUBLE), start(1));
            double[] w = Tensors.toArray(weights.get(0));
            double[] v = Tensors.toArray(weights.get(1));
            double[] a = Tensors.toArray(weights.get(2));
            double[] b = Tensors.toArray(weights.get(3));
            for (int k = 0; k < 3; k++) {
                var gate = new double[4];
                for (int g = 0; g < 4; g++) {
                    int r = 3 * g + k;
                    gate[g] = times(w, r, x) + times(v, r, h) + a[r] + b[r];
                }
                double memory = sigmoid(gate[1]) * c[k] + sigmoid(gate[0]) * Math.tanh(gate[2]);
                double output = sigmoid(gate[3]) * Math.tanh(memory);
                assertThat(Tensors.toArray(next.memory())[k]).isCloseTo(memory, within(1e-12));
                assertThat(Tensors.toArray(next.output())[k]).isCloseTo(output, within(1e-12));
            }
        }
    }

    @Test
    void longExpressiveMemoryIsItsFormula() {
        var cell = new LemCell(2, 3);
        try (var _ = new Scope();
                var weights = Weights.create(cell, Kind.DOUBLE, new SplittableRandom(1))) {
            double[] u = {0.5, -1};
            double[] y = row(1, 3, 0.3)[0];
            double[] z = row(1, 3, -0.2)[0];
            var next = cell.step(weights, Tensors.of(new double[][] {u}, Kind.DOUBLE), start(1));
            double[] v = Tensors.toArray(weights.get(0));
            double[] w = Tensors.toArray(weights.get(1));
            double[] b = Tensors.toArray(weights.get(3));
            var memory = new double[3];
            for (int k = 0; k < 3; k++) {
                double d1 = sigmoid(times(w, k, y) + times(v, k, u) + b[k]);
                double inner = times(w, 6 + k, y) + times(v, 6 + k, u) + b[6 + k];
                memory[k] = (1 - d1) * z[k] + d1 * Math.tanh(inner);
            }
            double[] own = Tensors.toArray(weights.get(2));
            for (int k = 0; k < 3; k++) {
                double d2 = sigmoid(times(w, 3 + k, y) + times(v, 3 + k, u) + b[3 + k]);
                double inner = times(own, k, memory) + times(v, 9 + k, u) + b[9 + k];
                double output = (1 - d2) * y[k] + d2 * Math.tanh(inner);
                assertThat(Tensors.toArray(next.memory())[k]).isCloseTo(memory[k], within(1e-12));
                assertThat(Tensors.toArray(next.output())[k]).isCloseTo(output, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void gradientsThroughManyStepsAgreeWithFiniteDifferences(GatedCell cell) {
        try (var _ = new Scope();
                var weights = Weights.create(cell, Kind.DOUBLE, new SplittableRandom(2))) {
            weights.backward(loss(cell, weights));
            double[] exact = Tensors.toArray(weights.gradient());
            double[] values = weights.toArray();
            for (int i = 0; i < values.length; i += 7) {
                double kept = values[i];
                values[i] = kept + 1e-6;
                weights.set(values);
                double up = Tensors.value(loss(cell, weights));
                values[i] = kept - 1e-6;
                weights.set(values);
                double down = Tensors.value(loss(cell, weights));
                values[i] = kept;
                assertThat(exact[i]).isCloseTo((up - down) / 2e-6, within(1e-7));
            }
        }
    }

    private static org.bytedeco.pytorch.Tensor loss(GatedCell cell, Weights weights) {
        var state = start(4);
        for (int t = 0; t < 6; t++) {
            var x = Tensors.of(row(4, 2, Math.sin(t)), Kind.DOUBLE);
            state = cell.step(weights, x, state);
        }
        return state.output().square().sum();
    }

    @Test
    void emptyCellsAreRefused() {
        assertThatThrownBy(() -> new LstmCell(0, 3))
                .isInstanceOf(LearnException.class)
                .hasMessage("inputs must be at least 1, got 0");
        assertThatThrownBy(() -> new LemCell(1, 0))
                .isInstanceOf(LearnException.class)
                .hasMessage("hidden must be at least 1, got 0");
    }
}

package org.separatrix.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

class LossesTest {

    private Scope scope;

    @BeforeEach
    void open() {
        scope = new Scope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor vector(double... values) {
        return Tensors.of(values, Kind.DOUBLE);
    }

    @Test
    void errorsAreMeansOverElements() {
        var prediction = vector(1, 2, 5);
        var target = vector(1, 0, 1);
        assertThat(Tensors.value(Losses.meanSquare(prediction, target)))
                .isCloseTo(20.0 / 3, within(1e-15));
        assertThat(Tensors.value(Losses.meanAbsolute(prediction, target))).isEqualTo(2);
        // |r| = 0, 2, 4 with delta = 3: 0, 2, 3 (4 - 1.5)
        assertThat(Tensors.value(Losses.huber(prediction, target, 3)))
                .isCloseTo(9.5 / 3, within(1e-15));
    }

    @Test
    void crossEntropyOfEqualLogitsIsTheLogarithmOfTheClasses() {
        var logits = Tensors.zeros(Kind.DOUBLE, 2, 5);
        assertThat(Tensors.value(Losses.crossEntropy(logits, 0, 4)))
                .isCloseTo(Math.log(5), within(1e-15));
        assertThat(Tensors.value(Losses.binaryCrossEntropy(vector(0, 0), vector(0, 1))))
                .isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void theSlopeOfCrossEntropyIsProbabilityLessTruth() {
        var logits = Autograd.leaf(Tensors.of(new double[][] {{1, 2, 0.5}}, Kind.DOUBLE));
        var slope = Tensors.toArray(Autograd.grad(Losses.crossEntropy(logits, 1), logits, false));
        var p = Tensors.toArray(logits.softmax(1));
        for (int i = 0; i < 3; i++) {
            assertThat(slope[i]).isCloseTo(p[i] - (i == 1 ? 1 : 0), within(1e-15));
        }
    }

    @Test
    void theGaussianLossIsTheNegativeLogDensity() {
        double value = Tensors.value(Losses.gaussian(vector(1), vector(Math.log(2)), vector(4)));
        double expected = 0.5 * 1.5 * 1.5 + Math.log(2) + 0.5 * Math.log(2 * Math.PI);
        assertThat(value).isCloseTo(expected, within(1e-15));
    }

    @Test
    void divergenceFromTheStandardNormalLawHasItsClosedForm() {
        var mean = Tensors.of(new double[][] {{0, 1}, {0, 0}}, Kind.DOUBLE);
        var logDeviation = Tensors.of(new double[][] {{0, 0}, {Math.log(2), 0}}, Kind.DOUBLE);
        double second = 0.5 * (4 - 1 - 2 * Math.log(2));
        assertThat(Tensors.value(Losses.klFromStandardNormal(mean, logDeviation)))
                .isCloseTo((0.5 + second) / 2, within(1e-15));
    }

    @Test
    void thePinballLossIsSmallestAtTheQuantile() {
        var data = new double[101];
        for (int i = 0; i <= 100; i++) {
            data[i] = i;
        }
        double best = Double.POSITIVE_INFINITY;
        int at = -1;
        for (int guess = 0; guess <= 100; guess++) {
            var prediction = Tensors.full(guess, Kind.DOUBLE, 101, 1);
            double loss = Tensors.value(Losses.quantile(prediction, vector(data), 0.9));
            if (loss < best) {
                best = loss;
                at = guess;
            }
        }
        assertThat(at).isEqualTo(90);
    }

    @Test
    void shapesThatWouldBeBroadcastAreRefused() {
        var column = Tensors.zeros(Kind.DOUBLE, 3, 1);
        assertThatThrownBy(() -> Losses.meanSquare(column, vector(1, 2, 3)))
                .isInstanceOf(LearnException.class)
                .hasMessage("prediction and target differ in shape: [3, 1] and [3]");
        assertThatThrownBy(() -> Losses.crossEntropy(Tensors.zeros(Kind.DOUBLE, 1, 2), 2))
                .hasMessage("label 2 is outside the 2 classes");
        assertThatThrownBy(() -> Losses.huber(vector(1), vector(1), 0))
                .hasMessage("delta must be above 0, got 0.0");
        assertThatThrownBy(() -> Losses.quantile(column, vector(1, 2, 3), 1))
                .hasMessage("a level must lie inside (0, 1), got 1.0");
    }
}

package org.separatrix.learn.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

class SignatureKernelTest {

    /// The inner product of the signatures of two lines whose increments have the product `z` is
    /// `sum z^k/(k!)^2`, which is `I_0(2 sqrt z)`.
    private static double bessel(double z) {
        double sum = 0;
        double term = 1;
        for (int k = 1; k < 60; k++) {
            sum += term;
            term *= z / ((double) k * k);
        }
        return sum;
    }

    private static double[][] line(int pieces, double... end) {
        var samples = new double[pieces + 1][end.length];
        for (int i = 0; i <= pieces; i++) {
            for (int c = 0; c < end.length; c++) {
                samples[i][c] = end[c] * i / pieces;
            }
        }
        return samples;
    }

    @Test
    void straightLinesHaveTheBesselFunctionOfTheirProduct() {
        var kernel = new SignatureKernel(7, false);
        double[][] ends = {{1, 2}, {0.5, -0.25}, {-2, 0.3}, {0, 1.5}};
        for (var a : ends) {
            for (var b : ends) {
                double z = a[0] * b[0] + a[1] * b[1];
                assertThat(kernel.of(line(1, a), line(1, b)))
                        .isCloseTo(bessel(z), within(1e-4 * bessel(Math.abs(z))));
            }
        }
    }

    @Test
    void theSchemeIsOfSecondOrder() {
        double exact = bessel(2);
        double coarse = new SignatureKernel(6, false).of(line(1, 1), line(1, 2)) - exact;
        double fine = new SignatureKernel(7, false).of(line(1, 1), line(1, 2)) - exact;
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(2, within(0.1));
    }

    @Test
    void refinementIsTheSameAsMoreSamplesOnTheLines() {
        assertThat(new SignatureKernel(2, false).of(line(1, 1, 2), line(1, -1, 1)))
                .isCloseTo(
                        new SignatureKernel(0, false).of(line(4, 1, 2), line(4, -1, 1)),
                        within(1e-14));
    }

    private static double[][] random(long seed, int times, double size) {
        var random = new Random(seed);
        var samples = new double[times][2];
        for (int i = 1; i < times; i++) {
            for (int c = 0; c < 2; c++) {
                samples[i][c] = samples[i - 1][c] + size * random.nextGaussian();
            }
        }
        return samples;
    }

    @Test
    void shortPathsHaveTheInnerProductOfTheirTruncatedSignatures() {
        var x = random(1, 5, 0.15);
        var y = random(2, 4, 0.15);
        var one = Signature.of(x, 3);
        var two = Signature.of(y, 3);
        double sum = 1;
        for (int level = 1; level <= 3; level++) {
            var a = one.level(level);
            var b = two.level(level);
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
        }
        // Level four is at most |x|^4 |y|^4/(4!)^2, with lengths below one.
        double rest = Math.pow(length(x) * length(y), 4) / (24.0 * 24);
        assertThat(new SignatureKernel(8, false).of(x, y))
                .isCloseTo(sum, within(1.2 * rest + 1e-6));
    }

    private static double length(double[][] x) {
        double sum = 0;
        for (int i = 1; i < x.length; i++) {
            sum += Math.hypot(x[i][0] - x[i - 1][0], x[i][1] - x[i - 1][1]);
        }
        return sum;
    }

    @Test
    void aPathTravelledThereAndBackIsNoPath() {
        double[][] there = {{0, 0}, {0.7, -0.4}, {0, 0}};
        assertThat(new SignatureKernel(8, false).of(there, random(3, 6, 0.3)))
                .isCloseTo(1, within(1e-4));
    }

    private static Tensor set(long seed, int count, int times, double size) {
        var values = new double[count * times * 2];
        for (int b = 0; b < count; b++) {
            var path = random(seed + b, times, size);
            for (int i = 0; i < times; i++) {
                System.arraycopy(path[i], 0, values, (b * times + i) * 2, 2);
            }
        }
        return Tensors.of(values, Kind.DOUBLE, count, times, 2);
    }

    @Test
    void gradientsMatchDifferences() {
        try (var _ = Scope.boundary()) {
            for (int halvings : new int[] {0, 2}) {
                var kernel = new SignatureKernel(halvings, halvings == 2);
                var x = Autograd.leaf(set(10, 3, 4, 0.5));
                var y = Autograd.leaf(set(20, 2, 5, 0.5));
                var loss = kernel.discrepancy(x, y);
                var both = Autograd.grad(loss, List.of(x, y), false);
                double h = 1e-5;
                for (int which = 0; which < 2; which++) {
                    var at = which == 0 ? x : y;
                    var slopes = Tensors.toArray(both.get(which));
                    var values = Tensors.toArray(at);
                    for (int i = 0; i < values.length; i++) {
                        double[] losses = new double[2];
                        for (int side = 0; side < 2; side++) {
                            var moved = values.clone();
                            moved[i] += side == 0 ? h : -h;
                            var other = Tensors.of(moved, Kind.DOUBLE, at.shape());
                            losses[side] =
                                    Tensors.value(
                                            which == 0
                                                    ? kernel.discrepancy(other, y)
                                                    : kernel.discrepancy(x, other));
                        }
                        assertThat(slopes[i])
                                .isCloseTo((losses[0] - losses[1]) / (2 * h), within(1e-8));
                    }
                }
            }
        }
    }

    @Test
    void aScoreHasTheGradientOfTheDistance() {
        try (var _ = Scope.boundary()) {
            var kernel = SignatureKernel.bounded();
            var x = Autograd.leaf(set(10, 3, 4, 0.5));
            var y = set(20, 2, 5, 0.5);
            var one = Tensors.toArray(Autograd.grad(kernel.discrepancy(x, y), x, false));
            var two = Tensors.toArray(Autograd.grad(kernel.score(x, y), x, false));
            assertThat(two).containsExactly(one, within(1e-14));
        }
    }

    @Test
    void aSetWithItselfIsTheSameAsWithItsCopy() {
        try (var _ = Scope.boundary()) {
            var kernel = SignatureKernel.standard();
            var x = set(10, 4, 5, 0.5);
            assertThat(Tensors.toArray(kernel.gram(x)))
                    .containsExactly(Tensors.toArray(kernel.gram(x, x)), within(1e-14));
        }
    }

    @Test
    void equalLawsHaveNoDistanceOnAverageAndOthersHave() {
        try (var _ = Scope.boundary()) {
            var kernel = SignatureKernel.standard();
            int trials = 60;
            var equal = new double[trials];
            var apart = new double[trials];
            for (int i = 0; i < trials; i++) {
                try (var _ = new Scope()) {
                    var x = set(1000L * i, 16, 8, 0.2);
                    var y = set(1000L * i + 500, 16, 8, 0.2);
                    var wide = set(1000L * i + 700, 16, 8, 0.35);
                    equal[i] = Tensors.value(kernel.discrepancy(x, y));
                    apart[i] = Tensors.value(kernel.discrepancy(x, wide));
                }
            }
            double mean = Arrays.stream(equal).average().orElseThrow();
            double deviation =
                    Math.sqrt(
                            Arrays.stream(equal).map(v -> (v - mean) * (v - mean)).sum()
                                    / (trials - 1));
            assertThat(Math.abs(mean)).isLessThan(4 * deviation / Math.sqrt(trials));
            double other = Arrays.stream(apart).average().orElseThrow();
            assertThat(other).isGreaterThan(4 * deviation / Math.sqrt(trials));
        }
    }

    @Test
    void theNormalisedDistanceOfTwoPathsIsThatOfTheirDirections() {
        try (var _ = Scope.boundary()) {
            // Two equal lines on one side, two on the other: 2 - 2 k(x, y)/sqrt(k(x, x) k(y, y)).
            var values = new double[][] {{0, 0}, {1, 2}, {0, 0}, {1, 2}};
            var others = new double[][] {{0, 0}, {-2, 1.5}, {0, 0}, {-2, 1.5}};
            var x = Tensors.of(values, Kind.DOUBLE).view(2, 2, 2);
            var y = Tensors.of(others, Kind.DOUBLE).view(2, 2, 2);
            var kernel = new SignatureKernel(7, true);
            double cosine = bessel(1) / Math.sqrt(bessel(5) * bessel(6.25));
            assertThat(Tensors.value(kernel.discrepancy(x, y)))
                    .isCloseTo(2 - 2 * cosine, within(1e-4));
        }
    }

    @Test
    void badInputIsNamed() {
        try (var _ = Scope.boundary()) {
            var kernel = SignatureKernel.standard();
            var one = set(1, 1, 3, 1);
            assertThatThrownBy(() -> kernel.discrepancy(one, one))
                    .isInstanceOf(SolveException.class)
                    .hasMessage("a distance of laws needs two paths of each, got 1 and 1");
            var brief = Tensors.zeros(Kind.DOUBLE, 2, 1, 2);
            assertThatThrownBy(() -> kernel.gram(one, brief))
                    .hasMessage(
                            "expected paths of shape (number, at least two times, equal channels),"
                                    + " got [1, 3, 2] and [2, 1, 2]");
            assertThatThrownBy(() -> new SignatureKernel(11, false))
                    .hasMessage("halvings must lie between 0 and 10, got 11");
        }
    }
}

package org.separatrix.analysis.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.embedding.DelayEmbedding;
import org.separatrix.dynamics.Trajectory;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

class RecurrenceTest {

    @Test
    void aSineRecursOnLongDiagonalsAndNoiseOnNone() {
        var sine = IntStream.range(0, 600).mapToDouble(i -> Math.sin(0.2 * i)).toArray();
        var regular = quantified(DelayEmbedding.of(sine, 2, 8), 0.2);
        var random = new SplittableRandom(1);
        var noise = random.doubles(1200).toArray();
        var irregular =
                quantified(
                        new Trajectory(
                                IntStream.range(0, 600).asDoubleStream().toArray(),
                                noise,
                                List.of("x", "y")),
                        0.1);
        assertThat(regular.determinism()).isGreaterThan(0.98);
        assertThat(irregular.determinism()).isLessThan(0.1);
        assertThat(regular.longest()).isGreaterThan(20 * irregular.longest());
    }

    @Test
    void rateOfUniformNoiseIsTheShareOfTheDisc() {
        var random = new SplittableRandom(2);
        var noise = random.doubles(2000).toArray();
        var points =
                new Trajectory(
                        IntStream.range(0, 1000).asDoubleStream().toArray(),
                        noise,
                        List.of("x", "y"));
        // Probability that two points of the unit square are closer than r, to second order in r.
        double r = 0.1;
        double expected = Math.PI * r * r - 8.0 / 3 * r * r * r + 0.5 * r * r * r * r;
        assertThat(quantified(points, r).rate()).isCloseTo(expected, within(0.001));
    }

    @Test
    void countsOfASmallMatrixAreThoseByHand() {
        // Two values in turn, 0 0 1 1 0 0: blocks of close pairs.
        var points =
                new Trajectory(
                        new double[] {0, 1, 2, 3, 4, 5},
                        new double[] {0, 0, 1, 1, 0, 0},
                        List.of("x"));
        var found = RecurrenceQuantification.of(RecurrenceMatrix.of(points, 0.5), 2, 0);
        // Close pairs above the diagonal: 01, 04, 05, 14, 15, 23, 45 of 15.
        assertThat(found.rate()).isEqualTo(7.0 / 15);
        // On diagonals of two: 04 and 15.
        assertThat(found.determinism()).isEqualTo(2.0 / 7);
        assertThat(found.longest()).isEqualTo(2);
        // On verticals of two: rows 0 and 1 of columns 4 and 5.
        assertThat(found.laminarity()).isEqualTo(4.0 / 7);
        assertThat(found.trappingTime()).isEqualTo(2);
        assertThat(found.entropy()).isZero();
    }

    @Test
    void zeroOneTestTellsChaosFromPeriod() {
        assertThat(ZeroOneTest.of(logistic(3.97), 1)).isGreaterThan(0.9);
        assertThat(ZeroOneTest.of(logistic(3.55), 1)).isCloseTo(0, within(0.1));
    }

    private static double[] logistic(double r) {
        var series = new double[1500];
        double x = 0.3;
        for (int i = -500; i < series.length; i++) {
            x = r * x * (1 - x);
            if (i >= 0) {
                series[i] = x;
            }
        }
        return series;
    }

    private static RecurrenceQuantification quantified(Trajectory points, double radius) {
        return RecurrenceQuantification.of(RecurrenceMatrix.of(points, radius), 3, 10);
    }
}

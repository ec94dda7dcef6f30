package org.separatrix.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.LabException;

import java.util.List;
import java.util.Optional;

class PiecesAndQuantilesTest {

    private static Trajectory of(double[] times, double... values) {
        return new Trajectory(times, values, List.of("x"));
    }

    @Test
    void cutsAtMissingValuesAndAtPauses() {
        var times = new double[] {0, 1, 2, 3, 4, 5, 6, 7, 20, 21, 22};
        var data = Dataset.of("d", of(times, 0, 1, 2, Double.NaN, 4, 5, 6, 7, 8, 9, 10));
        var pieces = data.regular(2);
        assertThat(pieces).extracting(Segment::size).containsExactly(3, 4, 3);
        assertThat(pieces).extracting(Segment::start).containsExactly(0.0, 4.0, 20.0);
        assertThat(pieces.get(1).column(0)).containsExactly(4, 5, 6, 7);
    }

    @Test
    void takesTrajectoriesOfUnequalLength() {
        var data =
                new Dataset(
                        "d",
                        List.of(
                                of(new double[] {0, 1, 2}, 1, 2, 3),
                                of(new double[] {5, 6}, 1, 2)));
        assertThat(data.regular(2)).extracting(Segment::size).containsExactly(3, 2);
        assertThat(data.rows()).isEqualTo(5);
    }

    @Test
    void saysHowLongTheLongestPieceIsWhenNoneIsLongEnough() {
        var data = Dataset.of("my.csv", of(new double[] {0, 1, 2, 10, 11}, 1, 2, 3, 4, 5));
        assertThatThrownBy(() -> data.regular(10))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith(
                        "my.csv: needs at least 10 evenly spaced rows without gaps, the longest"
                                + " such piece has 3");
    }

    @Test
    void normalQuantilesAreThoseOfTheTables() {
        assertThat(Prediction.normalQuantile(0.975)).isCloseTo(1.959963984540054, within(1e-9));
        assertThat(Prediction.normalQuantile(0.5)).isCloseTo(0, within(1e-12));
        assertThat(Prediction.normalQuantile(0.001)).isCloseTo(-3.090232306167813, within(1e-8));
    }

    @Test
    void quantilesComeFromSamplesOrFromTheNormalDistribution() {
        var mean = new Segment(0, 1, new double[][] {{0}}, List.of("x"));
        var normal = new Prediction(mean, Optional.of(new double[][] {{2}}), List.of());
        assertThat(normal.quantile(0.975).orElseThrow()[0][0]).isCloseTo(3.91993, within(1e-4));
        var sampled =
                new Prediction(
                        mean,
                        Optional.empty(),
                        List.of(new double[][] {{3}}, new double[][] {{1}}, new double[][] {{2}}));
        assertThat(sampled.quantile(0.5).orElseThrow()[0][0]).isEqualTo(2);
        assertThat(Prediction.of(mean).quantile(0.5)).isEmpty();
    }
}

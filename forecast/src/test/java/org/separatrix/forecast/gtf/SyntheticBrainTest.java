package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

class SyntheticBrainTest {

    private static final int SECONDS = 10;
    private static final int N = SECONDS * SyntheticBrain.RATE;

    @Test
    void columnsBeatInTheAlphaBand() {
        double[][] v = new SyntheticBrain(new Seeds(1)).potentials(N);
        for (int j = 0; j < SyntheticBrain.COLUMNS; j++) {
            int column = j;
            double[] x = Arrays.stream(v).mapToDouble(row -> row[column]).toArray();
            double mean = Arrays.stream(x).average().orElseThrow();
            int crossings = 0;
            for (int i = 1; i < N; i++) {
                crossings += x[i - 1] < mean && x[i] >= mean ? 1 : 0;
            }
            // The model's rhythm is 8 to 13 a second; slow input adds and hides some crossings.
            assertThat((double) crossings / SECONDS).isBetween(3.0, 14.0);
            // Potentials of the model stay within tens of millivolts.
            assertThat(Arrays.stream(x).map(Math::abs).max().orElseThrow()).isLessThan(60);
        }
    }

    @Test
    void inputsStayInTheirRange() {
        var brain = new SyntheticBrain(new Seeds(2));
        for (int i = 0; i < 2000; i++) {
            assertThat(brain.input(i % 16, 0.05 * i)).isBetween(120.0, 320.0);
        }
    }

    @Test
    void electrodesSeeNoMoreThanTheColumns() {
        double[][] x = new SyntheticBrain(new Seeds(1)).recording(400);
        // 64 channels of rank 16: the mixture is explained by 16 directions.
        var matrix = new org.ejml.data.DMatrixRMaj(x);
        double[] singular = org.ejml.dense.row.SingularOps_DDRM.singularValues(matrix);
        assertThat(singular[16]).isLessThan(1e-9 * singular[0]);
        assertThat(singular[4]).isGreaterThan(1e-6 * singular[0]);
    }

    @Test
    void neighboursRecordMoreAlikeThanDistantElectrodes() {
        double[][] x = new SyntheticBrain(new Seeds(3)).recording(N);
        var names = IntStream.range(0, 64).mapToObj(e -> "e" + e).toList();
        var segment = new Segment(0, 1, x, names);
        double[][] z = Scaling.of(List.of(segment)).apply(x);
        double near = 0;
        double far = 0;
        for (int e = 0; e < 64; e++) {
            near += Math.abs(correlation(z, e, (e + 1) % 64)) / 64;
            far += Math.abs(correlation(z, e, (e + 32) % 64)) / 64;
        }
        assertThat(near).isGreaterThan(0.9);
        assertThat(far).isLessThan(0.7 * near);
    }

    private static double correlation(double[][] z, int a, int b) {
        return Arrays.stream(z).mapToDouble(row -> row[a] * row[b]).average().orElseThrow();
    }

    @Test
    void aRecordingIsDecidedByItsSeed() {
        double[][] a = new SyntheticBrain(new Seeds(1)).recording(50);
        assertThat(new SyntheticBrain(new Seeds(1)).recording(50)).isDeepEqualTo(a);
        assertThat(new SyntheticBrain(new Seeds(2)).recording(50)[0][0])
                .isNotCloseTo(a[0][0], within(1e-6));
    }
}

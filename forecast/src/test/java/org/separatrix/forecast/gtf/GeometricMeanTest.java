package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class GeometricMeanTest {

    @Test
    void ofOneMatrixIsItself() {
        var random = new SplittableRandom(1);
        for (int trial = 0; trial < 20; trial++) {
            var a = new double[3][3];
            for (double[] row : a) {
                for (int j = 0; j < 3; j++) {
                    row[j] = random.nextGaussian();
                }
            }
            // Half of them have negative real or complex eigenvalues. The rotation onto a branch
            // moves the matrix by 1e-12 of its size, roots of nearly singular ones lose digits.
            double norm = SpectralNorm.of(a);
            assertThat(GeometricMean.norm(new double[][][] {a}))
                    .isCloseTo(norm, within(1e-6 * norm));
        }
    }

    @Test
    void ofDiagonalMatricesIsTheGeometricMeanOfTheirEntries() {
        double[][][] both = {{{2, 0}, {0, 0.1}}, {{8, 0}, {0, 0.9}}};
        assertThat(GeometricMean.norm(both)).isCloseTo(4, within(1e-10));
    }

    @Test
    void ofOppositeRotationsIsNoRotation() {
        double c = Math.cos(1);
        double s = Math.sin(1);
        double[][][] both = {{{3 * c, -3 * s}, {3 * s, 3 * c}}, {{3 * c, 3 * s}, {-3 * s, 3 * c}}};
        assertThat(GeometricMean.norm(both)).isCloseTo(3, within(1e-10));
    }

    @Test
    void ofASingularMatrixIsNotANumberAndTheEstimateFallsBack() {
        assertThat(GeometricMean.norm(new double[][][] {{{1, 0}, {0, 0}}})).isNaN();
        // Jacobian diag(0.5, 0): norm 0.5, so no forcing.
        var flat =
                new ShallowPlrnn(
                        2,
                        1,
                        true,
                        new double[] {0.5, 0},
                        new double[2],
                        new double[2],
                        new double[2],
                        new double[1]);
        double[][][] states = {{{1, 1}, {2, 2}}};
        assertThat(Forcing.LOGARITHMIC_MEAN.estimate(flat, states)).isZero();
    }

    @Test
    void neverExceedsTheMeanOfTheNorms() {
        // |exp(mean log J)| <= exp(mean log |J|) for commuting positive definite J.
        double[][][] both = {{{2, 1}, {1, 2}}, {{5, -1}, {-1, 5}}};
        double bound = Math.sqrt(SpectralNorm.of(both[0]) * SpectralNorm.of(both[1]));
        // Both have the eigenvectors (1, 1) and (1, -1): eigenvalues 3, 1 and 4, 6.
        assertThat(GeometricMean.norm(both)).isCloseTo(Math.sqrt(12), within(1e-10));
        assertThat(Math.sqrt(12)).isLessThan(bound);
    }
}

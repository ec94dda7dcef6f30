package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

final class LuTest {

    private static RandomGenerator random(int seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static double[] normals(RandomGenerator random, int length) {
        return random.doubles(length, -1, 1).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 40, 220})
    void solutionOfARandomRealSystemLeavesNoResidual(int n) {
        var matrix = normals(random(n), n * n);
        var x = normals(random(n + 1), n);
        double diagonal = 0.3;
        var b = new double[n];
        for (int i = 0; i < n; i++) {
            b[i] = diagonal * x[i];
            for (int j = 0; j < n; j++) {
                b[i] -= matrix[i * n + j] * x[j];
            }
        }
        var lu = new Lu(n);
        assertThat(lu.factorise(diagonal, matrix)).isTrue();
        lu.solve(b);
        // Condition numbers of random matrices of this size stay below 10^5.
        assertThat(TestProblems.distance(b, x)).isLessThan(1e-10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 40, 220})
    void solutionOfARandomComplexSystemLeavesNoResidual(int n) {
        var matrix = normals(random(n), n * n);
        var xr = normals(random(n + 1), n);
        var xi = normals(random(n + 2), n);
        double real = 0.3;
        double imaginary = -0.7;
        var br = new double[n];
        var bi = new double[n];
        for (int i = 0; i < n; i++) {
            br[i] = real * xr[i] - imaginary * xi[i];
            bi[i] = real * xi[i] + imaginary * xr[i];
            for (int j = 0; j < n; j++) {
                br[i] -= matrix[i * n + j] * xr[j];
                bi[i] -= matrix[i * n + j] * xi[j];
            }
        }
        var lu = new ComplexLu(n);
        assertThat(lu.factorise(real, imaginary, matrix)).isTrue();
        lu.solve(br, bi);
        assertThat(TestProblems.distance(br, xr)).isLessThan(1e-10);
        assertThat(TestProblems.distance(bi, xi)).isLessThan(1e-10);
    }

    @Test
    void singularMatrixIsToldFromARegularOne() {
        assertThat(new Lu(2).factorise(1, new double[] {1, 0, 0, 0})).isFalse();
        assertThat(new ComplexLu(2).factorise(1, 0, new double[] {1, 0, 0, 0})).isFalse();
        assertThat(new Lu(2).factorise(0, new double[] {0, 1, 1, 0})).isTrue();
    }
}

package org.separatrix.equations.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.UnaryFunction;

import java.util.SplittableRandom;

class ArrayFunctionsTest {

    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        1e-300,
        1e300,
        -1e300,
        710,
        -746,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    @Test
    void everyFunctionAgreesWithItsScalarToTwoUnitsInTheLastPlace() {
        var random = new SplittableRandom(1);
        for (int count : new int[] {1, 7, 8, 150, 251}) {
            var u = new double[count + 3];
            for (int i = 0; i < u.length; i++) {
                u[i] = i < SPECIAL.length ? SPECIAL[i] : random.nextDouble(-20, 20);
            }
            for (var function : UnaryFunction.values()) {
                var to = new double[count + 1];
                to[count] = 42;
                ArrayFunctions.apply(function, u, 3, to, count);
                for (int i = 0; i < count; i++) {
                    assertClose(function, u[3 + i], to[i]);
                }
                assertThat(to[count]).as("beyond the end").isEqualTo(42);
            }
        }
    }

    private static void assertClose(UnaryFunction function, double at, double value) {
        double expected = function.apply(at);
        if (Double.isFinite(expected)) {
            assertThat(Math.abs(value - expected))
                    .as("%s(%s) = %s", function, at, expected)
                    .isLessThanOrEqualTo(2 * Math.ulp(expected));
        } else {
            // As objects, so that undefined values are equal.
            assertThat((Double) value).as("%s(%s)", function, at).isEqualTo((Double) expected);
        }
    }

    @Test
    void anElementHasTheSameValueWhereverItLies() {
        var u = new double[29];
        java.util.Arrays.fill(u, 0.7312);
        for (var function : UnaryFunction.values()) {
            var to = new double[29];
            ArrayFunctions.apply(function, u, 0, to, 29);
            for (double v : to) {
                assertThat((Double) v).as("%s", function).isEqualTo((Double) to[0]);
            }
        }
    }
}

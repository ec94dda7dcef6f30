package org.separatrix.equations.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.ParameterValue;

import java.util.List;
import java.util.Map;

class RecentCodeTest {

    private final RecentCode code = new RecentCode();

    private static EquationSystem growth(double rate) {
        return Equations.parse("x' = a*x", Map.of("a", new ParameterValue.Scalar(rate)));
    }

    private static double slope(Kernel kernel) {
        var dx = new double[1];
        kernel.derivative(0, new double[] {2}, dx);
        return dx[0];
    }

    @Test
    void theSameEquationsShareTheirCodeWhateverTheParameters() {
        assertThat(code.of(growth(3))).isSameAs(code.of(growth(-1)));
    }

    @Test
    void otherEquationsHaveOtherCode() {
        var other = Equations.parse("x' = a*x^2", Map.of("a", new ParameterValue.Scalar(3)));
        assertThat(code.of(growth(3))).isNotSameAs(code.of(other));
    }

    @Test
    void kernelsWithSharedCodeKeepTheirOwnParameters() {
        var first = Compiler.compile(growth(3));
        var second = Compiler.compile(growth(-1));
        first.parameter(0, 5);
        assertThat(slope(first)).isEqualTo(10);
        assertThat(slope(second)).isEqualTo(-2);
    }

    @Test
    void whatWasUsedLongAgoIsForgotten() {
        var first = code.of(growth(1));
        for (int i = 0; i < 100; i++) {
            code.of(Equations.parse("x' = x + " + i, Map.of()));
        }
        assertThat(code.of(growth(1))).isNotSameAs(first);
    }

    @Test
    void anUnknownNameIsRefusedEachTime() {
        var wrong = Equations.parse("x' = a*x", Map.of("a", new ParameterValue.Scalar(1)));
        var broken =
                new EquationSystem(
                        false,
                        wrong.states(),
                        List.of(),
                        List.of(),
                        wrong.definitions(),
                        wrong.rightHandSides(),
                        wrong.noise());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> code.of(broken)).hasMessageContaining("a");
        }
    }
}

package org.separatrix.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Interpreter;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;

class FourierLibraryTest {

    @Test
    void everyTermSaysWhatItIs() {
        var library = new FourierLibrary(3, 4);
        var names = List.of("x", "y", "z");
        double[] at = {0.3, -1.2, 2.5};
        var values = new double[library.size()];
        library.evaluate(at, values);
        var texts = new HashSet<String>();
        for (int k = 0; k < values.length; k++) {
            String text = library.text(k, names);
            texts.add(text);
            double told =
                    Interpreter.evaluate(
                            Equations.parseExpression(text), name -> at[names.indexOf(name)]);
            assertThat(values[k]).as(text).isCloseTo(told, within(1e-14));
        }
        assertThat(texts).hasSize(24);
    }

    @Test
    void sparseRegressionFindsASumOfSinesExactly() {
        var random = new SplittableRandom(2);
        var x = new double[200][2];
        var y = new double[200][1];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {random.nextDouble(-3, 3), random.nextDouble(-3, 3)};
            y[i][0] = 2 * Math.sin(3 * x[i][0]) - 0.5 * Math.cos(x[i][1]);
        }
        var library = new FourierLibrary(2, 10);
        double[] found = SparseRegression.solve(library.evaluate(x), y, 1e-3, 0)[0];
        for (int k = 0; k < found.length; k++) {
            double expected =
                    switch (library.text(k, List.of("x", "y"))) {
                        case "sin(3*x)" -> 2;
                        case "cos(y)" -> -0.5;
                        default -> 0;
                    };
            assertThat(found[k]).isCloseTo(expected, within(1e-10));
        }
    }

    @Test
    void nothingIsNoLibrary() {
        assertThatThrownBy(() -> new FourierLibrary(0, 10))
                .hasMessage("variables and frequencies must be at least 1, got 0 and 10");
    }
}

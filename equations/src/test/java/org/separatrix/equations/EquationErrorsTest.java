package org.separatrix.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class EquationErrorsTest {

    private static final Map<String, ParameterValue> PARAMETERS = parameters();

    private static Map<String, ParameterValue> parameters() {
        Map<String, ParameterValue> parameters = new LinkedHashMap<>();
        parameters.put("sigma", ParameterValue.of(10));
        parameters.put("N", ParameterValue.of(3));
        parameters.put("half", ParameterValue.of(0.5));
        parameters.put("w", ParameterValue.of(new double[] {1, 2}));
        parameters.put("A", ParameterValue.of(new double[][] {{1, 2}, {3, 4}}));
        return parameters;
    }

    /// In the texts `⏎` stands for the end of a line.
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    x' = (1 + 2~1:12~expected ')' but found end of text
                    x' = (1 + 2⏎y' = x~1:12~expected ')' but found end of line
                    x' = (1 + 2⏎y[0]' = x~1:12~expected ')' but found end of line
                    x' = (1 + 2⏎f(u) = u~1:12~expected ')' but found end of line
                    x' = 1⏎y' = 2 *~2:9~expected an expression but found end of text
                    x' = 1 +⏎y' = 2~1:9~expected an expression but found end of line
                    x' = 2 x~1:8~expected an operator or end of line but found 'x': write * between factors
                    x' = 3)~1:7~expected an operator or end of line but found ')'
                    x' = w[1~1:9~expected ']' but found end of text
                    x' 1~1:4~expected '=' but found '1'
                    x 1~1:3~expected ''' or '=' but found '1'
                    1 = x~1:1~expected an equation such as x' = ... but found '1'
                    x' = $~1:6~unexpected character '$'
                    x' = 1e999~1:6~the number is larger than the largest double, 1.8e308
                    x' = sigm*x~1:6~unknown name 'sigm': did you mean sigma?
                    x' = Sigma*x~1:6~unknown name 'Sigma': did you mean sigma?
                    x' = quux~1:6~unknown name 'quux': known are sigma, N, half, w, A, x
                    x' = sinn(x)~1:6~unknown function 'sinn': did you mean sign, sin or sinh?
                    x' = sin~1:6~'sin' is a function: write sin(...)
                    x' = sin(x, 2)~1:6~'sin' needs 1 argument, got 2
                    x' = atan2(x)~1:6~'atan2' needs 2 arguments, got 1
                    x' = min(x)~1:6~'min' needs at least 2 arguments, got 1
                    x' = sigma(2)~1:6~'sigma' is not a function: write * between factors for a product
                    x' = x(2)~1:6~'x' is a state: write x(t - lag) for its past, * between factors for a product
                    x' = x(t - x)~1:12~a lag may use numbers, parameters and t, but 'x' is a state
                    m = 1; x' = x(t - m)~1:19~a lag may use numbers, parameters and t, but 'm' is a definition
                    x' = x(t - -1)~1:6~the lag must not be negative, got -1.0: write t - lag
                    sin' = x~1:1~'sin' is a reserved word: choose another name
                    t = 1~1:1~'t' is a reserved word: choose another name
                    x' = 1⏎x' = 2~2:1~'x' is defined twice
                    x' = 1⏎x = 2~2:1~'x' is already a state: choose another name
                    sigma' = 1~1:1~'sigma' is already a parameter: choose another name
                    x' = 1⏎x[0]' = 2~2:1~'x' appears with 0 and 1 indices
                    a = b⏎b = 1⏎x' = a~1:5~'b' is defined later: move its definition above this line
                    a = a⏎x' = a~1:5~'a' is defined later: move its definition above this line
                    x' = A[0]~1:6~'A' needs 2 indices, got 1
                    x' = w~1:6~'w' needs 1 index, got 0
                    x' = sigma[1]~1:6~'sigma' needs 0 indices, got 1
                    x' = w[2]~1:8~index 2 of 'w' lies outside 0..1
                    x' = w[half]~1:8~half must be a whole number, got 0.5
                    x' = w[x]~1:8~'x' cannot be part of an index: an index uses whole numbers, loop indices, whole-number parameters, + - * and mod
                    x' = w[1/1]~1:9~an index uses whole numbers, loop indices, whole-number parameters, + - * and mod
                    x[i]' = x[i+1] for i in 0..N-1~1:12~index 3 of 'x' lies outside 0..2: end the line with cyclic, zero or reflect, or change the range
                    x[i]' = w[i+1] for i in 0..1 cyclic~1:12~index 2 of 'w' lies outside 0..1
                    x[i]' = 1 for i in 0..2⏎x[1]' = 2~2:1~'x[1]' is defined twice
                    x[2*i]' = x[1] for i in 0..2~1:11~x[1] is not defined
                    x[i]' = 1 for i in 0..N cyclc~1:25~expected cyclic, zero, reflect or end of line but found 'cyclc'
                    x[i]' = 1 for sigma in 0..2~1:15~the index 'sigma' is also a parameter
                    x[i]' = 1 for i in 0..2, i in 0..2~1:26~the index 'i' is already in use here
                    x' = 1 for i in 0..2~1:1~a for clause needs an index on the left: x[i]
                    x' = sum(k in 1:3, k)~1:16~unexpected character ':'
                    x' = 0 < x~1:8~a comparison can only be the condition of if(condition, a, b)
                    x' = if(0 < x < 1, 1, 2)~1:15~comparisons cannot be chained: write a < x and x < b for a < x < b
                    x' = if(x = 1, 1, 2)~1:11~expected a comparison but found '=': write == to compare
                    x' = if(x, 1, 2)~1:9~expected a condition such as x > 0, this is a number
                    x' = if(x > 0, 1)~1:17~expected ',' but found ')'
                    f(u, u) = u⏎x' = 1~1:6~the argument 'u' appears twice
                    f(u) = u⏎x' = f(1, 2)~2:6~'f' needs 1 argument, got 2
                    x' = f(1)⏎f(u) = u~1:6~unknown function 'f'
                    f(u) = f(u)⏎x' = 1~1:8~unknown function 'f'
                    f(u) = u + v⏎x' = 1~1:12~unknown name 'v': known are sigma, N, half, w, A, x, u
                    x' = x^noise~1:8~the noise must enter linearly: write drift + coefficient*noise
                    x' = noise*noise~1:6~the noise must enter linearly: write drift + coefficient*noise
                    x' = if(noise > 0, 1, 2)~1:9~the noise must enter linearly: write drift + coefficient*noise
                    x' = noise[-1]~1:6~the noise channel must lie in 0..9999, got -1
                    m = noise⏎x' = m~1:5~noise may stand only in the equation of a state
                    x' = next(x)~1:6~next(x) is known only in a map, below the equation of x
                    x = next(y)⏎y = 1~1:5~next(y) is known only in a map, below the equation of y
                    # nothing~1:1~expected an equation such as x' = ... or x = ...
                    """)
    void errorsNameThePlaceAndTheRule(String text, String place, String problem) {
        String source = text.replace('⏎', '\n');
        var error =
                catchThrowableOfType(
                        EquationException.class, () -> Equations.parse(source, PARAMETERS));
        assertThat(error).as(text).isNotNull();
        assertThat(error.getMessage())
                .isEqualTo("line " + place.replace(":", ", column ") + ": " + problem);
        assertThat(place).isEqualTo(error.line() + ":" + error.column());
    }

    @Test
    void pointerShowsTheLineAndACaret() {
        var error =
                catchThrowableOfType(
                        EquationException.class, () -> Equations.parse("x' = 1\n\ty' = 2*(x"));
        assertThat(error.pointer()).isEqualTo("\ty' = 2*(x\n\t         ^");
        assertThat(error.expected()).contains("')'");
        assertThat(error.found()).contains("end of text");
    }

    @Test
    void kindIsEnforcedWhenAsked() {
        assertThatExceptionOfType(EquationException.class)
                .isThrownBy(() -> Equations.parse("x = 1", Map.of(), SystemKind.FLOW))
                .withMessage("line 1, column 1: a flow needs an equation such as x' = ...");
        assertThatExceptionOfType(EquationException.class)
                .isThrownBy(() -> Equations.parse("y = 1\nx' = 1", Map.of(), SystemKind.MAP))
                .withMessage(
                        "line 2, column 1: a map has next values, not derivatives: write x = ...");
        assertThat(Equations.parse("x = x + 1", Map.of(), SystemKind.MAP).map()).isTrue();
    }

    @Test
    void parametersNeedUsableNames() {
        for (String name : List.of("sin", "t", "a b", "", "1a", "x[", "noise[1]")) {
            assertThatIllegalArgumentException()
                    .as(name)
                    .isThrownBy(
                            () -> Equations.parse("x' = 1", Map.of(name, ParameterValue.of(1))));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterValue.of(new double[][] {{1}, {1, 2}}))
                .withMessage("expected matrix rows of equal length, got 1 and 2");
    }

    @Test
    void nearestNamesAreFoundThroughTyposAndSwaps() {
        var known = List.of("Lorenz", "Rossler", "LorenzBounded", "Duffing");
        assertThat(Names.nearest("lorenz", known)).containsExactly("Lorenz");
        assertThat(Names.nearest("Lroenz", known)).containsExactly("Lorenz");
        assertThat(Names.nearest("Rosler", known)).containsExactly("Rossler");
        assertThat(Names.nearest("Chua", known)).isEmpty();
        assertThat(Names.hint("Dufing", known, ".")).isEqualTo(": did you mean Duffing?");
    }
}

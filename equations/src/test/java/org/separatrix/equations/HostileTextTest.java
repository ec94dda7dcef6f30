package org.separatrix.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.separatrix.equations.EquationsTest.scalars;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Whatever a stranger sends gives a system or an [EquationException] with a place in the text.
class HostileTextTest {

    /// Inputs of each kind; `-Dseparatrix.fuzz=1000000` for a longer search.
    private static final int INPUTS = Integer.getInteger("separatrix.fuzz", 100_000);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Map<String, ParameterValue> PARAMETERS =
            scalars("a", 1, "sigma", 10, "N", 4);

    private static final String[] TOKENS = {
        "x",
        "y",
        "x'",
        "m",
        "a",
        "sigma",
        "N",
        "t",
        "pi",
        "e",
        "f",
        "noise",
        "next",
        "let",
        "for",
        "in",
        "i",
        "j",
        "cyclic",
        "zero",
        "reflect",
        "and",
        "or",
        "not",
        "if",
        "sum",
        "product",
        "sin",
        "exp",
        "min",
        "mod",
        "(",
        ")",
        "(",
        ")",
        "[",
        "]",
        ",",
        "=",
        "=",
        "'",
        "..",
        "+",
        "-",
        "*",
        "/",
        "^",
        "<",
        ">=",
        "==",
        "!=",
        "0",
        "1",
        "2.5",
        "1e3",
        ".5",
        "99999999999",
        "\n",
        ";",
        "#",
        " ",
        "[i]",
        "[i+1]",
        "(t - 1)",
        "x' = ",
        "x[i]' = ",
        "for i in 0..N",
        "f(u) = "
    };

    private static final String[] PROGRAMS = {
        "x' = sigma*(y - x)\ny' = x*(a - z) - y\nz' = x*y - a*z",
        "x[i]' = (x[i+1] - x[i-2])*x[i-1] - x[i] + a for i in 0..N-1 cyclic",
        "f(u) = (abs(u+1) - abs(u-1))/2\nm = f(x)\nx' = if(m > 0 and x < a, x(t - 2), -x)",
        "let k = a*sin(x)\np = p + k; x = x + next(p)",
        "x' = -x + a*x*noise\ny' = sum(j in 0..N-1, j*x) - noise[2]"
    };

    @Test
    void randomBytesAreReadOrRefused() {
        var random = PrintersTest.random(11);
        for (int i = 0; i < INPUTS; i++) {
            var text = new StringBuilder();
            for (int k = random.nextInt(24); k >= 0; k--) {
                text.append(
                        random.nextInt(10) == 0
                                ? (char) random.nextInt(0x10000)
                                : (char) random.nextInt(128));
            }
            read(text.toString());
        }
    }

    @Test
    void randomTokensAreReadOrRefused() {
        var random = PrintersTest.random(12);
        int systems = 0;
        for (int i = 0; i < INPUTS; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "x' = " : "");
            for (int k = random.nextInt(10); k >= 0; k--) {
                text.append(TOKENS[random.nextInt(TOKENS.length)]);
            }
            systems += read(text.toString()) ? 1 : 0;
        }
        assertThat(systems).isPositive();
    }

    @Test
    void mutatedProgramsAreReadOrRefused() {
        var random = PrintersTest.random(13);
        int systems = 0;
        for (int i = 0; i < INPUTS; i++) {
            systems += read(mutate(random, PROGRAMS[i % PROGRAMS.length])) ? 1 : 0;
        }
        assertThat(systems).isGreaterThan(INPUTS / 100);
    }

    private static String mutate(RandomGenerator random, String program) {
        var text = new StringBuilder(program);
        for (int k = random.nextInt(3); k >= 0; k--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, TOKENS[random.nextInt(TOKENS.length)]);
                case 2 -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
                default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
            }
            if (text.isEmpty()) {
                break;
            }
        }
        return text.toString();
    }

    /// Whether the text is a system; otherwise its refusal must point into the text.
    private static boolean read(String text) {
        try {
            return Equations.parse(text, PARAMETERS).dimension() > 0;
        } catch (EquationException e) {
            String pointer = e.pointer();
            int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
            int width = pointer.indexOf("\n") + 1;
            if (e.line() < 1 || e.line() > lines || e.column() < 1 || e.column() > width) {
                Assertions.fail("no such place: " + e.getMessage() + " in " + text, e);
            }
            if (e.getMessage().indexOf('\n') >= 0) {
                Assertions.fail("more than one line: " + e.getMessage());
            }
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "-",
                "+",
                "sin(",
                "a^",
                "2^-",
                "if(a>",
                "not ",
                "a[",
                "sum(i in ",
                "f(",
                "x(t-",
                "0 < 0+0*0^("
            })
    void deepNestingIsRefused(String opening) {
        refused("x' = " + opening.repeat(100_000 / opening.length()), "nested deeper than 256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1", "*a", "-x", "/2"})
    void giantChainsAreRefused(String term) {
        refused("x' = 1" + term.repeat(50_000), "deeper than 512 levels");
    }

    @Test
    void chainOfAHundredTermsIsFine() {
        assertThat(Equations.parse("x' = 1" + "+x*2".repeat(500)).dimension()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x[i]' = 1 for i in 0..999999999",
                "x[i]' = 1 for i in -9e14..9e14",
                "x' = sum(k in 0..999999999, 1)",
                "x' = sum(k in 1..1000, sum(j in 1..1000, k*j))",
                "x' = sum(k in 1..400000, sum(j in 1..400000, sum(i in 1..0, 1)))",
                "x[i,j]' = 1 for i in 0..400000, j in 1..0",
                "x[i,j]' = 1 for i in 0..400000, j in 0..400000",
                "x[i]' = 1 for i in 0..10000",
                "m[i] = 1 for i in 0..400000; n[i] = 1 for i in 0..400000; x' = 1",
                "x' = sum(i in 9000000000000000..9000000000000001, 1)"
            })
    void hugeRangesAreRefused(String text) {
        refused(text, "");
    }

    @Test
    void exponentialInliningIsRefused() {
        String doubling =
                IntStream.range(0, 60)
                        .mapToObj(k -> "f%d(u) = f%d(u) + f%d(u)".formatted(k + 1, k, k))
                        .collect(Collectors.joining("\n"));
        refused("f0(u) = u*u\n" + doubling + "\nx' = f60(x)", "more than 500000 terms");
        String nested = "f(".repeat(100) + "x" + ")".repeat(100);
        refused("f(u) = u + u\nx' = " + nested, "more than 500000 terms");
        String indices =
                IntStream.range(0, 60)
                        .mapToObj(k -> "f%d(k) = f%d(k + k)".formatted(k + 1, k))
                        .collect(Collectors.joining("\n"));
        refused("f0(k) = m[k]\n m[0] = 0\n" + indices + "\nx' = f60(0)", "");
    }

    @Test
    void longChainsOfFunctionsAreRefused() {
        String chain =
                IntStream.range(0, 8_000)
                        .mapToObj(k -> "f%d(u) = f%d(u)".formatted(k + 1, k))
                        .collect(Collectors.joining("\n"));
        refused("f0(u) = u\n" + chain + "\nx' = f8000(x)", "");
    }

    @Test
    void exponentialConditionsAreRefused() {
        String one = "(x > 0 or x < 1)";
        refused("x' = if(" + one + (" and " + one).repeat(60) + ", 1, 2)", "more than 500000");
    }

    @Test
    void sharedDefinitionsDoNotGrow() {
        String doubling =
                IntStream.range(0, 1_000)
                        .mapToObj(k -> "m%d = m%d + m%d".formatted(k + 1, k, k))
                        .collect(Collectors.joining("\n"));
        var system = Equations.parse("m0 = x\n" + doubling + "\nx' = m1000");
        assertThat(system.definitions()).hasSize(1_001);
    }

    @Test
    void noiseProductsAreBounded() {
        String channels =
                IntStream.range(0, 2_000)
                        .mapToObj(k -> "noise[%d]".formatted(k))
                        .collect(Collectors.joining("+", "(", ")"));
        refused("x' = " + channels + "*x".repeat(400), "");
        String sum = "sum(k in 0..1999, noise[k])";
        refused("x' = " + sum + "*x".repeat(400), "more than 500000 terms");
    }

    @Test
    void longNoisyEquationsAreFine() {
        String terms = "+a*x^2*sin(x)*exp(-x)".repeat(450);
        var system = Equations.parse("x' = noise" + terms, PARAMETERS);
        assertThat(system.noise()).hasSize(1);
        String both = "if(x > 0, noise[0], 2*noise[1])" + "*(x + 1)".repeat(400);
        assertThat(Equations.parse("x' = " + both, PARAMETERS).noise()).hasSize(2);
    }

    @Test
    void longTextsAndNamesAreRefused() {
        refused(" ".repeat(200_001), "the text has 200001 characters, at most 200000 are read");
        refused("x".repeat(65) + "' = 1", "the name has 65 characters, at most 64 are allowed");
        refused("x' = min(" + "1,".repeat(90_000), "a list of more than 64 entries");
        refused("x' = x" + "[1]".repeat(50_000), "");
    }

    private static void refused(String text, String problem) {
        Assertions.assertTimeout(
                PATIENCE,
                () ->
                        assertThatExceptionOfType(EquationException.class)
                                .isThrownBy(() -> Equations.parse(text, PARAMETERS))
                                .withMessageContaining(problem));
    }
}

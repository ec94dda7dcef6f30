package org.separatrix.learn.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Interpreter;
import org.separatrix.equations.UnaryFunction;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

class DeepSymbolicRegressionTest {

    private static final Vocabulary TINY =
            new Vocabulary(
                    List.of(BinaryFunction.ADD),
                    List.of(UnaryFunction.SIN, UnaryFunction.EXP),
                    List.of("x"),
                    true);

    private static PolicySettings upTo(int shortest, int longest) {
        return new PolicySettings(shortest, longest, 8, 4000, 1, 0.05, 0.005, 1e-3);
    }

    /// All formulas that the rules allow.
    private static void collect(int[] begun, int longest, int shortest, List<int[]> all) {
        var draft = new Draft(TINY, shortest, longest);
        for (int word : begun) {
            draft.write(word);
        }
        if (draft.whole()) {
            all.add(begun);
            return;
        }
        var mask = new boolean[TINY.size()];
        draft.allowed(mask);
        for (int word = 0; word < mask.length; word++) {
            if (mask[word]) {
                var next = Arrays.copyOf(begun, begun.length + 1);
                next[begun.length] = word;
                collect(next, longest, shortest, all);
            }
        }
    }

    @Test
    void formulasThatAreWrittenAtRandomObeyEveryRule() {
        var vocabulary =
                new Vocabulary(
                        List.of(BinaryFunction.ADD, BinaryFunction.DIVIDE),
                        List.of(
                                UnaryFunction.SIN,
                                UnaryFunction.COS,
                                UnaryFunction.EXP,
                                UnaryFunction.LOG),
                        List.of("x", "y"),
                        true);
        var random = new SplittableRandom(1);
        var mask = new boolean[vocabulary.size()];
        for (int trial = 0; trial < 3000; trial++) {
            var draft = new Draft(vocabulary, 4, 12);
            while (!draft.whole()) {
                draft.allowed(mask);
                int word = random.nextInt(mask.length);
                if (mask[word]) {
                    draft.write(word);
                }
            }
            int[] words = draft.words();
            var formula = vocabulary.formula(words);
            assertThat(words.length).isBetween(4, 12);
            assertThat(Expressions.nodes(formula)).isEqualTo(words.length);
            assertObeys(formula, false);
        }
    }

    private static void assertObeys(Expression part, boolean insideWave) {
        switch (part) {
            case Expression.Unary(var f, var u) -> {
                boolean wave = f == UnaryFunction.SIN || f == UnaryFunction.COS;
                assertThat(wave && insideWave).as("%s", part).isFalse();
                assertThat(u).isNotInstanceOf(Expression.Constant.class);
                if (u instanceof Expression.Unary(var g, _)) {
                    boolean undone =
                            (f == UnaryFunction.EXP && g == UnaryFunction.LOG)
                                    || (f == UnaryFunction.LOG && g == UnaryFunction.EXP);
                    assertThat(undone).as("%s", part).isFalse();
                }
                assertObeys(u, insideWave || wave);
            }
            case Expression.Binary(_, var left, var right) -> {
                boolean constants =
                        left instanceof Expression.Constant && right instanceof Expression.Constant;
                assertThat(constants).as("%s", part).isFalse();
                assertObeys(left, insideWave);
                assertObeys(right, insideWave);
            }
            default -> {}
        }
    }

    @Test
    void theProbabilitiesOfAllFormulasSumToOne() {
        var all = new ArrayList<int[]>();
        collect(new int[0], 5, 2, all);
        assertThat(all).hasSizeGreaterThan(20);
        var settings = upTo(2, 5);
        var net = new WordNet(TINY.size(), settings.hidden());
        try (var _ = new Scope();
                var weights = lively(net, 3)) {
            var reading = new Lesson(TINY, settings, net).read(weights, all);
            double[] logarithms = Tensors.toArray(reading.logarithm());
            double sum = Arrays.stream(logarithms).map(Math::exp).sum();
            assertThat(sum).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void formulasAreWrittenAsOftenAsTheirProbabilitySays() {
        var settings = upTo(2, 4);
        var net = new WordNet(TINY.size(), settings.hidden());
        try (var _ = new Scope();
                var weights = lively(net, 4)) {
            var random = new SplittableRandom(5);
            var counts = new HashMap<List<Integer>, Integer>();
            for (var words : new Writer(TINY, settings, net).write(weights, random)) {
                counts.merge(Arrays.stream(words).boxed().toList(), 1, Integer::sum);
            }
            var all = new ArrayList<int[]>();
            collect(new int[0], 4, 2, all);
            double[] logarithms =
                    Tensors.toArray(new Lesson(TINY, settings, net).read(weights, all).logarithm());
            for (int i = 0; i < logarithms.length; i++) {
                double p = Math.exp(logarithms[i]);
                double seen =
                        counts.getOrDefault(Arrays.stream(all.get(i)).boxed().toList(), 0) / 4000.0;
                // Four and a half standard errors, for two dozen formulas.
                assertThat(seen).isCloseTo(p, within(4.5 * Math.sqrt(p * (1 - p) / 4000) + 1e-3));
            }
        }
    }

    /// Weights far from the start, where all words are equally likely.
    private static Weights lively(WordNet net, long seed) {
        var weights = Weights.create(net, Kind.DOUBLE, new SplittableRandom(seed));
        var random = new SplittableRandom(seed);
        double[] values = weights.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        weights.set(values);
        return weights;
    }

    /// 1/(1 + root mean squared error) against a law on 40 points.
    private static double reward(Expression formula) {
        double sum = 0;
        for (int i = 0; i < 40; i++) {
            double x = -1 + 0.05 * i;
            double y = Interpreter.evaluate(formula, _ -> x);
            double r = y - (x * x * x + x * x + x);
            sum += r * r / 40;
        }
        return 1 / (1 + Math.sqrt(sum));
    }

    private static final Vocabulary ARITHMETIC =
            new Vocabulary(
                    List.of(
                            BinaryFunction.ADD,
                            BinaryFunction.SUBTRACT,
                            BinaryFunction.MULTIPLY,
                            BinaryFunction.DIVIDE),
                    List.of(UnaryFunction.SIN, UnaryFunction.EXP),
                    List.of("x"),
                    false);

    @Test
    void aPolynomialIsFoundAndTheNetworkLearnsToWriteBetterFormulas() {
        // Nguyen's first problem, x^3 + x^2 + x.
        var settings = new PolicySettings(4, 20, 16, 300, 60, 0.05, 0.005, 1e-2);
        var found =
                new DeepSymbolicRegression(ARITHMETIC, settings)
                        .fit(DeepSymbolicRegressionTest::reward, 1, Watch.NOBODY);
        assertThat(found.written()).isEqualTo(18_000);
        assertThat(found.reward()).isCloseTo(1, within(1e-9));
        double early = Arrays.stream(found.course(), 0, 10).average().orElseThrow();
        double late = Arrays.stream(found.course(), 50, 60).average().orElseThrow();
        assertThat(late).isGreaterThan(early + 0.05);
    }

    @Test
    void theSameSeedFindsTheSameFormulas() {
        var settings = new PolicySettings(4, 12, 8, 50, 4, 0.1, 0.005, 1e-2);
        var search = new DeepSymbolicRegression(ARITHMETIC, settings);
        var one = search.fit(DeepSymbolicRegressionTest::reward, 2, Watch.NOBODY);
        var two = search.fit(DeepSymbolicRegressionTest::reward, 2, Watch.NOBODY);
        var other = search.fit(DeepSymbolicRegressionTest::reward, 3, Watch.NOBODY);
        assertThat(two.course()).isEqualTo(one.course());
        assertThat(two.formula()).isEqualTo(one.formula());
        assertThat(other.course()).isNotEqualTo(one.course());
    }

    @Test
    void rewardsThatAreNotFiniteCountAsNothing() {
        var settings = new PolicySettings(4, 12, 8, 20, 2, 0.1, 0.005, 1e-2);
        var found =
                new DeepSymbolicRegression(ARITHMETIC, settings)
                        .fit(_ -> Double.NaN, 1, Watch.NOBODY);
        assertThat(found.reward()).isZero();
    }

    @Test
    void aSearchCanBeStopped() {
        var settings = new PolicySettings(4, 12, 8, 20, 500, 0.1, 0.005, 1e-2);
        assertThatThrownBy(() ->
                        new DeepSymbolicRegression(ARITHMETIC, settings)
                                .fit(_ -> 0, 1, (done, _, _) -> done < 3))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void badSettingsAreRefusedInOneLine() {
        assertThatThrownBy(() -> new PolicySettings(4, 4, 8, 20, 2, 0.1, 0, 1e-3))
                .isInstanceOf(LearnException.class)
                .hasMessage("longest must lie above shortest and at most at 200, got 4");
        assertThatThrownBy(() -> new PolicySettings(4, 9, 8, 20, 2, 0, 0, 1e-3))
                .hasMessage("elite must lie in (0, 1], got 0.0");
        assertThatThrownBy(() -> Vocabulary.published(List.of("a", "a")))
                .hasMessage("every variable needs a name of its own: [a, a]");
        assertThatThrownBy(() -> TINY.formula(new int[] {0, 3}))
                .hasMessage("the formula ends before it is whole");
        assertThatThrownBy(() -> TINY.formula(new int[] {3, 3}))
                .hasMessage("words are left over after a whole formula");
    }
}

package org.separatrix.analysis.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Interpreter;
import org.separatrix.equations.UnaryFunction;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class SymbolicRegressorTest {

    private static final SymbolicSettings SMALL = SymbolicSettings.DEFAULT.searching(12, 3, 20);

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static double[][] points(int n, double low, double high, long seed) {
        var random = random(seed);
        var x = new double[n][2];
        for (var row : x) {
            row[0] = low + (high - low) * random.nextDouble();
            row[1] = low + (high - low) * random.nextDouble();
        }
        return x;
    }

    private static double[] values(double[][] x, ToDoubleFunction<double[]> f) {
        var y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = f.applyAsDouble(x[i]);
        }
        return y;
    }

    private static double at(Expression formula, double[] x) {
        return Interpreter.evaluate(formula, name -> x[name.charAt(1) - '0']);
    }

    private static void assertRecovers(
            SymbolicSettings settings, ToDoubleFunction<double[]> law, int complexity) {
        var x = points(300, 0.2, 2, 1);
        var found = new SymbolicRegressor(settings).fit(x, values(x, law)).best();
        assertThat(found.complexity()).as(found.text()).isLessThanOrEqualTo(complexity);
        for (double[] p : points(50, 3, 5, 2)) {
            assertThat(at(found.expression(), p))
                    .as(found.text())
                    .isCloseTo(
                            law.applyAsDouble(p),
                            within(1e-6 * (1 + Math.abs(law.applyAsDouble(p)))));
        }
    }

    @Test
    void lawsAreRecoveredAndHoldOutsideTheData() {
        assertRecovers(SMALL.seeded(1), x -> x[0] / (1 + x[0]), 5);
        assertRecovers(SMALL.seeded(2), x -> 2.5 * x[0] * x[1] - 0.7 * x[1], 9);
        assertRecovers(
                SMALL.seeded(3).with(UnaryFunction.SIN), x -> Math.sin(1.3 * x[0]) + x[1], 6);
    }

    @Test
    void noiseDoesNotHideALaw() {
        var x = points(500, -1, 1, 3);
        var noise = random(4);
        var y = values(x, p -> p[0] * p[0] + 0.5 * p[1] + 0.02 * noise.nextGaussian());
        var found = new SymbolicRegressor(SMALL).fit(x, y).best();
        assertThat(found.loss()).isCloseTo(4e-4, within(1e-4));
        for (double[] p : points(50, -1, 1, 5)) {
            assertThat(at(found.expression(), p)).isCloseTo(p[0] * p[0] + 0.5 * p[1], within(0.02));
        }
    }

    @Test
    void alongTheFrontComplexityGrowsAndLossFalls() {
        var x = points(200, 0.2, 2, 6);
        var y = values(x, p -> Math.exp(-p[0]) * Math.cos(3 * p[1]));
        var front = new SymbolicRegressor(SMALL).fit(x, y).candidates();
        assertThat(front).hasSizeGreaterThan(3);
        for (int i = 0; i < front.size(); i++) {
            var candidate = front.get(i);
            assertThat(candidate.complexity()).isEqualTo(Expressions.nodes(candidate.expression()));
            double sum = 0;
            for (int k = 0; k < y.length; k++) {
                double residual = at(candidate.expression(), x[k]) - y[k];
                sum += residual * residual;
            }
            assertThat(sum / y.length).isCloseTo(candidate.loss(), within(1e-12));
            if (i > 0) {
                var before = front.get(i - 1);
                assertThat(candidate.complexity()).isGreaterThan(before.complexity());
                assertThat(candidate.loss()).isLessThan(before.loss());
                assertThat(candidate.score())
                        .isCloseTo(
                                Math.log(before.loss() / candidate.loss())
                                        / (candidate.complexity() - before.complexity()),
                                within(1e-12));
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameFrontOnAnyNumberOfThreads() {
        var x = points(100, 0.2, 2, 7);
        var y = values(x, p -> p[0] / (p[0] + p[1]) + 0.3);
        var settings = SymbolicSettings.DEFAULT.searching(6, 2, 10).seeded(8);
        var one = new SymbolicRegressor(settings).fit(x, y);
        assertThat(new SymbolicRegressor(settings.on(2)).fit(x, y)).isEqualTo(one);
        assertThat(new SymbolicRegressor(settings.seeded(9)).fit(x, y)).isNotEqualTo(one);
    }

    @Test
    void constantsAreFittedToTheLeastSquaresSolution() {
        var x = points(100, 0.2, 2, 10);
        var judge =
                new Judge(
                        new Problem(
                                x, values(x, p -> 3 * p[0] / (0.4 + p[1])), List.of("x0", "x1")));
        var fitted = judge.fitted(Equations.parseExpression("1.5*x0/(1 + x1)"), 20);
        assertThat(judge.loss(fitted)).isLessThan(1e-20);
        assertThat(at(fitted, new double[] {1, 1})).isCloseTo(3 / 1.4, within(1e-9));
    }

    @Test
    void aTapeAgreesWithTheInterpreter() {
        var random = random(11);
        var unary =
                List.of(
                        UnaryFunction.SIN,
                        UnaryFunction.EXP,
                        UnaryFunction.NEGATE,
                        UnaryFunction.SQRT);
        var settings = SymbolicSettings.DEFAULT.with(unary.toArray(UnaryFunction[]::new));
        var breeding = new Breeding(settings, List.of("x0", "x1"), random);
        var x = points(600, -2, 2, 12);
        var columns = new double[2][x.length];
        for (int i = 0; i < x.length; i++) {
            columns[0][i] = x[i][0];
            columns[1][i] = x[i][1];
        }
        var stack = new Tape.Stack();
        var out = new double[Tape.BLOCK];
        int close = 0;
        for (int trial = 0; trial < 200; trial++) {
            var tree = breeding.tree(1 + random.nextInt(12));
            var tape = Tape.of(tree, Map.of("x0", 0, "x1", 1), Map.of());
            tape.evaluate(columns, new double[0], 300, Tape.BLOCK, stack, out);
            for (int i = 0; i < out.length; i++) {
                double exact = at(tree, x[300 + i]);
                if (Double.isFinite(exact) && Double.isFinite(out[i])) {
                    // Vectors round functions otherwise than scalars in the last place; sines of
                    // large arguments make more of that.
                    assertThat(out[i])
                            .as("%s", tree)
                            .isCloseTo(exact, within(1e-9 * (1 + Math.abs(exact))));
                    close++;
                }
            }
        }
        assertThat(close).isGreaterThan(100 * Tape.BLOCK);
    }

    @Test
    void termsThatNearlyCancelGetTheirCoefficientsTogether() {
        var x = points(60, -2, 2, 21);
        var problem =
                new Problem(
                        x, values(x, p -> p[1] * p[1] - 2.017 * p[0] + 0.25), List.of("x0", "x1"));
        var judge = new Judge(problem);
        var scaled = judge.scaled(Equations.parseExpression("7*(x1*x1) - (x0 + 3)"));
        assertThat(judge.loss(scaled)).isLessThan(1e-28);
        assertThat(at(scaled, new double[] {1, 2})).isCloseTo(4 - 2.017 + 0.25, within(1e-12));
        // What the data cannot tell apart is left alone.
        var twins = Equations.parseExpression("sin(x0) + sin(x0 + 0)");
        assertThat(judge.scaled(twins)).isEqualTo(twins);
        var undefined = Equations.parseExpression("log(x0) + x1");
        assertThat(judge.scaled(undefined)).isEqualTo(undefined);
    }

    @Test
    void lonePopulationsAndRefittedConstantsKeepTheResultIndependentOfThreads() {
        var x = points(100, 0.2, 2, 22);
        var y = values(x, p -> p[0] * p[0] - 2.3 * p[1] + Math.sin(p[0] * p[1]));
        var settings =
                SymbolicSettings.DEFAULT
                        .searching(6, 6, 5)
                        .refitting(0.1)
                        .restarting(1)
                        .with(UnaryFunction.SIN);
        var one = new SymbolicRegressor(settings).fit(x, y);
        assertThat(new SymbolicRegressor(settings.on(3)).fit(x, y)).isEqualTo(one);
        assertThat(one.candidates()).hasSizeGreaterThan(2);
    }

    @Test
    void aTapeWrittenAnewIsTheOtherTreesProgram() {
        var tape =
                Tape.of(
                        Equations.parseExpression("sin(x0)*x1 + 3"),
                        Map.of("x0", 0, "x1", 1),
                        Map.of());
        tape.rewrite(Equations.parseExpression("2*x1"), Map.of("x0", 0, "x1", 1), Map.of());
        var out = new double[2];
        tape.evaluate(new double[][] {{1, 2}, {5, 7}}, new double[0], 0, 2, new Tape.Stack(), out);
        assertThat(out).containsExactly(10, 14);
    }

    @Test
    void aReciprocalIsFoundWithoutDivisionAmongTheFunctions() {
        var settings =
                SMALL.over(List.of(BinaryFunction.ADD, BinaryFunction.MULTIPLY), true).seeded(4);
        assertRecovers(settings, x -> 2.5 / (x[0] + 0.3), 6);
    }

    @Test
    void aSearchEndsSoonAfterAnExactFormula() {
        var x = points(100, -1, 1, 5);
        int[] asked = {0};
        // A thousand rounds would take minutes.
        var settings = SymbolicSettings.DEFAULT.searching(4, 1000, 20);
        var front =
                new SymbolicRegressor(settings)
                        .fit(x, values(x, p -> p[1]), List.of("a", "b"), () -> ++asked[0] < 0);
        assertThat(front.mostAccurate().text()).isEqualTo("b");
        assertThat(asked[0]).isLessThan(4 * 20 * 20);
    }

    @Test
    void theFrontEndsWhereOnlyRoundingIsLeft() {
        var members =
                List.of(
                        new Member(new Expression.Constant(1), 1, 1, 0),
                        new Member(new Expression.Symbol("a"), 3, 1e-28, 0),
                        new Member(new Expression.Symbol("b"), 5, 1e-33, 0));
        var front = ParetoFront.of(members, 1e-24);
        assertThat(front.candidates()).extracting(Candidate::complexity).containsExactly(1, 3);
        assertThat(front.mostAccurate().score()).isCloseTo(Math.log(1e24) / 2, within(1e-9));
    }

    @Test
    void accuracyFirstMeansWithinOneAndAHalfTimesTheSmallestLoss() {
        var front =
                new ParetoFront(
                        List.of(
                                new Candidate(new Expression.Symbol("a"), 1, 10, 0),
                                new Candidate(new Expression.Symbol("b"), 2, 0.5, 3),
                                new Candidate(new Expression.Symbol("c"), 3, 0.14, 1.3),
                                new Candidate(new Expression.Symbol("d"), 9, 0.1, 0.1)));
        assertThat(front.best().text()).isEqualTo("b");
        assertThat(front.bestOfAccurate().text()).isEqualTo("c");
        assertThat(front.bestBelow(1).text()).isEqualTo("b");
        assertThat(front.bestBelow(0.01).text()).isEqualTo("d");
        assertThat(front.mostAccurate().text()).isEqualTo("d");
    }

    @Test
    void everyChangeOfATreeIsATree() {
        var breeding = new Breeding(SymbolicSettings.DEFAULT, List.of("x0", "x1"), random(15));
        // With a sign, which simplification may write though it is not among the functions.
        Expression tree = Equations.parseExpression("-(x0/(1 + x1))");
        for (int i = 0; i < 2000; i++) {
            var next = breeding.changed(tree, 1);
            assertThat(Expressions.symbols(next)).isSubsetOf("x0", "x1");
            tree = Expressions.nodes(next) > 20 ? breeding.tree(5) : next;
        }
    }

    @Test
    void aSearchCanBeStopped() {
        var x = points(100, 0.2, 2, 13);
        int[] asked = {0};
        assertThatThrownBy(() ->
                        new SymbolicRegressor(SMALL)
                                .fit(x, new double[100], List.of("a", "b"), () -> ++asked[0] > 5))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aConstantTargetIsFound() {
        var x = points(50, 0.2, 2, 14);
        var found =
                new SymbolicRegressor(SMALL).fit(x, values(x, _ -> 1.75)).candidates().getFirst();
        assertThat(at(found.expression(), x[0])).isCloseTo(1.75, within(1e-9));
    }

    @Test
    void badDataIsRefusedInOneLine() {
        var regressor = new SymbolicRegressor(SMALL);
        assertThatThrownBy(() -> regressor.fit(new double[0][], new double[0]))
                .hasMessage("a regression needs at least two rows, got 0");
        assertThatThrownBy(() -> regressor.fit(new double[3][2], new double[4]))
                .hasMessage("3 rows of variables and 4 values of the target");
        assertThatThrownBy(() -> regressor.fit(new double[][] {{1, 2}, {1}}, new double[2]))
                .hasMessage("row 1 has 1 values, there are 2 variables");
        assertThatThrownBy(() -> regressor.fit(new double[][] {{1}, {Double.NaN}}, new double[2]))
                .hasMessage("row 1: x0 is NaN; drop rows that are not finite");
        assertThatThrownBy(() ->
                        regressor.fit(new double[2][1], new double[] {0, Double.POSITIVE_INFINITY}))
                .hasMessage("row 1: the target is Infinity; drop rows that are not finite");
        assertThatThrownBy(() -> regressor.fit(new double[2][2], new double[2], List.of("a", "a")))
                .hasMessage("every variable needs a name of its own: [a, a]");
        assertThatThrownBy(() -> SMALL.refitting(1.5))
                .hasMessage("refitted must lie in [0, 1], got 1.5");
        assertThatThrownBy(() -> SMALL.restarting(-1))
                .hasMessage("patience must not be negative, got -1");
        assertThatThrownBy(() -> SMALL.upTo(0))
                .hasMessage("largest must lie between 1 and 100, got 0");
        assertThatThrownBy(() ->
                        new SymbolicSettings(
                                1,
                                10,
                                1,
                                1,
                                5,
                                0,
                                0,
                                0,
                                0,
                                List.of(BinaryFunction.MOD),
                                List.of(),
                                false,
                                1,
                                0))
                .hasMessage("mod and atan2 cannot be searched over, got [MOD]");
    }
}

package org.separatrix.dynamics.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The coefficients satisfy the order conditions of Butcher's rooted trees.
///
/// For every tree with n vertices the weights must satisfy `sum_i b_i Phi_i = 1/gamma`, and for
/// dense output `sum_i b_i(theta) Phi_i = theta^n/gamma` (Hairer, Nørsett and Wanner 1993, II.2 and
/// II.6).
final class OrderConditionsTest {

    /// A rooted tree: the trees that hang from its root.
    private record Tree(List<Tree> branches) {

        int order() {
            return 1 + branches.stream().mapToInt(Tree::order).sum();
        }

        double gamma() {
            return order() * branches.stream().mapToDouble(Tree::gamma).reduce(1, (a, b) -> a * b);
        }

        /// Elementary weight of each stage.
        double[] phi(double[][] a) {
            var phi = new double[a.length];
            Arrays.fill(phi, 1);
            for (var branch : branches) {
                var inner = branch.phi(a);
                for (int i = 0; i < a.length; i++) {
                    double sum = 0;
                    for (int j = 0; j < a[i].length; j++) {
                        sum += a[i][j] * inner[j];
                    }
                    phi[i] *= sum;
                }
            }
            return phi;
        }
    }

    static Stream<ExplicitMethod> methods() {
        return Stream.of(
                FixedStepMethods.EULER,
                FixedStepMethods.HEUN,
                FixedStepMethods.RK4,
                DormandPrince.METHOD,
                Tsitouras.METHOD,
                Dop853.METHOD,
                Verner.METHOD);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void rowSumsAreTheNodes(ExplicitMethod method) {
        var tableau = method.tableau();
        for (int s = 0; s < tableau.stages(); s++) {
            assertThat(Arrays.stream(tableau.a()[s]).sum())
                    .isCloseTo(tableau.c()[s], within(2e-14));
        }
        var extension = method.extension();
        for (int s = 0; s < extension.c().length; s++) {
            assertThat(Arrays.stream(extension.a()[s]).sum())
                    .isCloseTo(extension.c()[s], within(2e-14));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void weightsSatisfyEveryTreeUpToTheOrder(ExplicitMethod method) {
        var tableau = method.tableau();
        for (var tree : treesUpTo(tableau.order())) {
            var phi = tree.phi(tableau.a());
            double sum = 0;
            for (int i = 0; i < phi.length; i++) {
                sum += tableau.b()[i] * phi[i];
            }
            assertThat(sum).as("tree %s", tree).isCloseTo(1 / tree.gamma(), within(5e-14));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void embeddedSolutionHasTheOrderBelow(ExplicitMethod method) {
        if (!method.adaptive()) {
            return;
        }
        var tableau = method.tableau();
        // The estimate of dop853 is of order 5, corrected by the one of order 3.
        int order = method.coarse().length > 0 ? 5 : tableau.order() - 1;
        for (var tree : treesUpTo(order)) {
            var phi = tree.phi(tableau.a());
            double sum = 0;
            for (int i = 0; i < phi.length; i++) {
                sum += tableau.e()[i] * phi[i];
            }
            assertThat(sum).as("tree %s", tree).isCloseTo(0, within(5e-14));
        }
    }

    @Test
    void coarseErrorOfDop853IsOfOrderThree() {
        for (var tree : treesUpTo(3)) {
            var phi = tree.phi(Dop853.METHOD.tableau().a());
            double sum = 0;
            for (int i = 0; i < phi.length; i++) {
                sum += Dop853.METHOD.coarse()[i] * phi[i];
            }
            assertThat(sum).as("tree %s", tree).isCloseTo(0, within(5e-14));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void denseOutputSatisfiesEveryTreeUpToItsOrderAtEveryPointOfTheStep(ExplicitMethod method) {
        var rows = extendedRows(method);
        var extension = method.extension();
        for (var tree : treesUpTo(Math.min(extension.order(), method.tableau().order()))) {
            var phi = tree.phi(rows);
            for (double theta = 0; theta <= 1; theta += 0.125) {
                double sum = 0;
                for (int i = 0; i < extension.weights().length; i++) {
                    sum += polynomial(extension.weights()[i], 2 * theta - 1) * phi[i];
                }
                assertThat(sum)
                        .as("tree %s at theta %s", tree, theta)
                        .isCloseTo(Math.pow(theta, tree.order()) / tree.gamma(), within(5e-13));
            }
        }
    }

    /// The stages of the method, the end of the step and the extra stages as one tableau.
    private static double[][] extendedRows(ExplicitMethod method) {
        var tableau = method.tableau();
        var rows = new ArrayList<>(List.of(tableau.a()));
        if (!tableau.firstSameAsLast()) {
            rows.add(tableau.b());
        }
        rows.addAll(List.of(method.extension().a()));
        return rows.toArray(double[][]::new);
    }

    private static double polynomial(double[] coefficients, double u) {
        double value = 0;
        for (int m = coefficients.length - 1; m >= 0; m--) {
            value = value * u + coefficients[m];
        }
        return value;
    }

    private static List<Tree> treesUpTo(int order) {
        var trees = new ArrayList<Tree>();
        for (int n = 1; n <= order; n++) {
            trees.addAll(treesOf(n, trees));
        }
        return trees;
    }

    /// All trees of n vertices, given all smaller ones in order of size.
    private static List<Tree> treesOf(int n, List<Tree> smaller) {
        var found = new ArrayList<Tree>();
        forests(n - 1, smaller.size() - 1, List.of(), smaller, found);
        return found;
    }

    private static void forests(
            int vertices, int largest, List<Tree> chosen, List<Tree> smaller, List<Tree> found) {
        if (vertices == 0) {
            found.add(new Tree(chosen));
            return;
        }
        for (int i = largest; i >= 0; i--) {
            var tree = smaller.get(i);
            if (tree.order() <= vertices) {
                var more = new ArrayList<>(chosen);
                more.add(tree);
                forests(vertices - tree.order(), i, more, smaller, found);
            }
        }
    }
}

package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.CustomGradient;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A layer whose output solves a differential equation between nodes, under conditions at its ends.
///
/// Time is cut into segments, each with a start of its own. Newton's method drives the jumps
/// between segments and the conditions to zero together; all segments are solved at once, as rows
/// of one batch. Short segments keep stiff and chaotic equations tame: an error at the start of a
/// segment grows over that segment alone. The gradient is that of the implicit function, one linear
/// system and one reverse pass, whatever the number of iterations.
///
/// ```java
/// // y'' = 4 y with y(0) = 1 and y(1) = 0
/// var nodes = new double[] {0, 0.25, 0.5, 0.75, 1};
/// var path = MultipleShooting.standard().solve(
///         (t, y, in) -> Tensors.join(1, List.of(y.narrow(1, 1, 1), Tensors.scale(y.narrow(1, 0, 1), 4))),
///         (first, last, in) -> Tensors.join(1, List.of(
///                 Tensors.shift(first.narrow(1, 0, 1), -1), last.narrow(1, 0, 1))),
///         nodes, Tensors.zeros(Kind.DOUBLE, 5, 1, 2), List.of());
/// ```
///
/// The linear systems are dense, of as many unknowns as there are nodes times components.
///
/// Source: H. Bock, K. Plitt, IFAC Proceedings 17 (1984); S. Massaroli et al., "Differentiable
/// multiple shooting layers", NeurIPS 2021.
///
/// @param method that solves a segment
/// @param steps of it in every segment
/// @param tolerance largest jump or miss, relative to the states, at which the iteration ends
/// @param iterations of Newton's method at most
public record MultipleShooting(RungeKutta method, int steps, double tolerance, int iterations) {

    private static final int HALVINGS = 20;
    private static final int ROUGH = 5;

    public MultipleShooting {
        if (!(tolerance > 0) || iterations < 1 || steps < 1) {
            throw new SolveException(
                    "tolerance, iterations and steps must be above 0, got %s, %d and %d"
                            .formatted(tolerance, iterations, steps));
        }
    }

    /// For double precision: twenty steps of order five in a segment.
    public static MultipleShooting standard() {
        return new MultipleShooting(RungeKutta.TSIT5, 20, 1e-10, 50);
    }

    /// The right-hand side.
    @FunctionalInterface
    public interface Equation {

        /// @param t time of every row, shape (rows, 1)
        /// @param y shape (rows, components); rows do not influence each other
        /// @param inputs what the equation depends on beside time and state
        /// @return same shape as `y`
        Tensor at(Tensor t, Tensor y, List<Tensor> inputs);
    }

    /// What vanishes at the ends.
    @FunctionalInterface
    public interface Boundary {

        /// @param first state at the first node, shape (batch, components)
        /// @param last state at the last node, same shape
        /// @param inputs those of the equation
        /// @return same shape as either
        Tensor at(Tensor first, Tensor last, List<Tensor> inputs);
    }

    /// The states at the nodes under conditions at the ends.
    ///
    /// @param nodes strictly increasing, at least two
    /// @param guess where the iteration starts, shape (nodes, batch, components); not
    ///   differentiated
    /// @param inputs everything equation and boundary depend on
    /// @return shape (nodes, batch, components), part of the graph of the inputs
    /// @throws SolveException if the iteration does not converge, or the problem has no unique
    ///   solution nearby
    public Tensor solve(
            Equation equation,
            Boundary boundary,
            double[] nodes,
            Tensor guess,
            List<Tensor> inputs) {
        return run(equation, boundary, nodes, guess, inputs, true);
    }

    /// The states at the nodes from a given start: what a solver gives that goes from node to node.
    ///
    /// The iteration starts from a march with a fifth of the steps. Each iteration makes one more
    /// segment exact, so there are at most as many as segments, and far fewer as a rule.
    ///
    /// @param start shape (batch, components)
    /// @return shape (nodes, batch, components), part of the graph of the start and the inputs
    /// @throws SolveException if the solution leaves the range of numbers
    public Tensor from(Equation equation, Tensor start, double[] nodes, List<Tensor> inputs) {
        var all = new ArrayList<>(inputs);
        all.add(start);
        requireIncreasing(nodes);
        try (var scope = new Scope()) {
            return scope.keep(
                    run(
                            (t, y, in) -> equation.at(t, y, in.subList(0, in.size() - 1)),
                            (first, _, in) -> first.sub(in.getLast()),
                            nodes,
                            Autograd.without(() -> march(equation, start, nodes, inputs)),
                            all,
                            false));
        }
    }

    private Tensor march(Equation equation, Tensor start, double[] nodes, List<Tensor> inputs) {
        var zero = Tensors.zeros(Tensors.kindOf(start), start.size(0), 1);
        VectorField field = (t, y) -> equation.at(Tensors.shift(zero, t), y, inputs);
        var states = new ArrayList<Tensor>();
        states.add(start.detach());
        for (int i = 1; i < nodes.length; i++) {
            double h = (nodes[i] - nodes[i - 1]) / Math.max(1, steps / ROUGH);
            states.add(
                    Solver.of(method.on(field), StepControl.constant(h))
                            .solve(states.getLast(), nodes[i - 1], nodes[i])
                            .last());
        }
        return Tensors.stack(0, states);
    }

    private Tensor run(
            Equation equation,
            Boundary boundary,
            double[] nodes,
            Tensor guess,
            List<Tensor> inputs,
            boolean damped) {
        requireShape(nodes, guess);
        var problem = new Problem(equation, boundary, nodes, guess.size(1), guess.size(2));
        // Native memory of the forward pass does not outlive it; the solution does, as numbers.
        var found = new ArrayList<double[]>();
        return CustomGradient.apply(
                inputs,
                in -> {
                    var states = newton(problem, guess.detach(), in, damped);
                    found.add(Tensors.toArray(states));
                    return states;
                },
                (gradient, in) -> {
                    var kind = Tensors.kindOf(gradient);
                    var states = Tensors.of(found.getLast(), kind, gradient.shape());
                    return problem.pull(states, gradient, in);
                });
    }

    private static void requireIncreasing(double[] nodes) {
        if (nodes.length < 2) {
            throw new SolveException("shooting needs at least two nodes, got " + nodes.length);
        }
        for (int i = 1; i < nodes.length; i++) {
            if (!(nodes[i] > nodes[i - 1])) {
                throw new SolveException(
                        "nodes must strictly increase; number %d is %s after %s"
                                .formatted(i, nodes[i], nodes[i - 1]));
            }
        }
    }

    private static void requireShape(double[] nodes, Tensor guess) {
        requireIncreasing(nodes);
        if (guess.dim() != 3 || guess.size(0) != nodes.length) {
            throw new SolveException(
                    "the guess must have the shape (%d, batch, components), got %s"
                            .formatted(nodes.length, Arrays.toString(guess.shape())));
        }
    }

    /// @param damped whether a step that does not lower the residual is halved; full steps alone
    ///   finish an initial value problem
    private Tensor newton(Problem problem, Tensor guess, List<Tensor> in, boolean damped) {
        try (var scope = new Scope()) {
            int most = damped ? iterations : Math.max(iterations, problem.nodes.length + 1);
            var states = guess;
            var residual = problem.residual(states, in);
            double error = Double.NaN;
            for (int k = 0; k <= most; k++) {
                error = largest(residual) / Math.max(1, largest(states));
                if (!Double.isFinite(error) || error <= tolerance || k == most) {
                    break;
                }
                var step = problem.step(states, residual, in);
                double share = damped ? share(problem, states, step, norm(residual), in) : 1;
                states = Tensors.plus(states, share, step);
                residual = problem.residual(states, in);
            }
            if (!(error <= tolerance)) {
                throw new SolveException(
                        String.format(
                                Locale.ROOT,
                                "multiple shooting has not converged: residual %.2g after %d"
                                        + " iterations; take more nodes, more steps or a better"
                                        + " guess",
                                error,
                                most));
            }
            return scope.keep(states.detach());
        }
    }

    /// The longest of a step's halves, quarters and so on that lowers the residual.
    private static double share(
            Problem problem, Tensor states, Tensor step, double size, List<Tensor> in) {
        double share = 1;
        for (int h = 0; h < HALVINGS; h++) {
            try (var _ = new Scope()) {
                var tried = problem.residual(Tensors.plus(states, share, step), in);
                if (norm(tried) < size) {
                    return share;
                }
            } catch (SolveException e) {
                // Too far: a segment left the range of numbers.
            }
            share /= 2;
        }
        return share;
    }

    private static double largest(Tensor x) {
        return Tensors.value(x.abs().max());
    }

    private static double norm(Tensor x) {
        return Tensors.value(x.norm());
    }

    /// One equation with its nodes: residuals, their Jacobian, and gradients.
    private final class Problem {

        private final Equation equation;
        private final Boundary boundary;
        private final double[] nodes;
        private final int batch;
        private final int components;

        Problem(Equation equation, Boundary boundary, double[] nodes, long batch, long components) {
            this.equation = equation;
            this.boundary = boundary;
            this.nodes = nodes.clone();
            this.batch = (int) batch;
            this.components = (int) components;
        }

        private int segments() {
            return nodes.length - 1;
        }

        /// The ends of all segments, shape (segments * batch, components).
        ///
        /// @param starts same shape
        private Tensor ends(Tensor starts, List<Tensor> in) {
            var from = new double[segments() * batch];
            var length = new double[from.length];
            for (int i = 0; i < from.length; i++) {
                int segment = i / batch;
                from[i] = nodes[segment];
                length[i] = nodes[segment + 1] - nodes[segment];
            }
            var kind = Tensors.kindOf(starts);
            var begin = Tensors.of(from, kind, from.length, 1);
            var span = Tensors.of(length, kind, from.length, 1);
            VectorField scaled =
                    (s, y) -> equation.at(Tensors.plus(begin, s, span), y, in).mul(span);
            return Solver.of(method.on(scaled), StepControl.constant(1.0 / steps))
                    .solve(starts, 0, 1)
                    .last();
        }

        private Tensor starts(Tensor states) {
            return states.narrow(0, 0, segments()).reshape((long) segments() * batch, components);
        }

        /// Jumps of every segment's end, then misses of the boundary: shape of the states.
        Tensor residual(Tensor states, List<Tensor> in) {
            try (var scope = new Scope()) {
                var rest = states.narrow(0, 1, segments());
                var jumps = rest.sub(ends(starts(states), in).view(rest.shape()));
                var misses = boundary.at(states.select(0, 0), states.select(0, segments()), in);
                return scope.keep(Tensors.join(0, List.of(jumps, misses.unsqueeze(0))));
            }
        }

        /// Newton's step, shape of the states.
        Tensor step(Tensor states, Tensor residual, List<Tensor> in) {
            try (var scope = new Scope()) {
                var right = Tensors.toArray(Tensors.scale(residual, -1));
                var system = new double[batch][][];
                var linear = linearised(states, in);
                for (int b = 0; b < batch; b++) {
                    system[b] = matrix(linear, b, false);
                }
                return scope.keep(solved(system, right, states));
            }
        }

        /// Gradients for the inputs: `w` solves the transposed system, and meets the derivative of
        /// the residual.
        List<Tensor> pull(Tensor states, Tensor gradient, List<Tensor> in) {
            var linear = linearised(states, in);
            var system = new double[batch][][];
            for (int b = 0; b < batch; b++) {
                system[b] = matrix(linear, b, true);
            }
            var w = solved(system, Tensors.toArray(gradient), states);
            var leaves = in.stream().map(Autograd::leaf).toList();
            var residual = residual(states.detach(), leaves);
            return Autograd.vectorJacobian(Tensors.scale(w, -1), residual, leaves, false);
        }

        /// @param flow derivative of each segment's end for its start, (component, row, component)
        /// @param first derivative of the boundary for the first state, likewise
        /// @param last for the last state
        private record Linearised(double[] flow, double[] first, double[] last) {}

        private Linearised linearised(Tensor states, List<Tensor> in) {
            var plain = in.stream().map(Tensor::detach).toList();
            return Autograd.with(() -> {
                try (var _ = new Scope()) {
                    var starts = Autograd.leaf(starts(states));
                    var first = Autograd.leaf(states.select(0, 0));
                    var last = Autograd.leaf(states.select(0, segments()));
                    var ends = ends(starts, plain);
                    var misses = boundary.at(first, last, plain);
                    var flow = new ArrayList<Tensor>();
                    var ofFirst = new ArrayList<Tensor>();
                    var ofLast = new ArrayList<Tensor>();
                    for (int i = 0; i < components; i++) {
                        boolean more = i < components - 1;
                        flow.add(Autograd.grad(ends.select(1, i), starts, more).detach());
                        var both = Autograd.grad(misses.select(1, i), List.of(first, last), more);
                        ofFirst.add(both.getFirst().detach());
                        ofLast.add(both.getLast().detach());
                    }
                    return new Linearised(
                            Tensors.toArray(Tensors.stack(0, flow)),
                            Tensors.toArray(Tensors.stack(0, ofFirst)),
                            Tensors.toArray(Tensors.stack(0, ofLast)));
                }
            });
        }

        /// Derivative of the residual of one row of the batch for its states.
        private double[][] matrix(Linearised linear, int row, boolean transposed) {
            int d = components;
            int size = nodes.length * d;
            int rows = segments() * batch;
            var m = new double[size][size];
            for (int n = 0; n < segments(); n++) {
                for (int i = 0; i < d; i++) {
                    int equation = n * d + i;
                    m[equation][(n + 1) * d + i] = 1;
                    for (int j = 0; j < d; j++) {
                        double slope = linear.flow[(i * rows + n * batch + row) * d + j];
                        m[equation][n * d + j] -= slope;
                    }
                }
            }
            int end = segments() * d;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    int at = (i * batch + row) * d + j;
                    m[end + i][j] += linear.first[at];
                    m[end + i][end + j] += linear.last[at];
                }
            }
            return transposed ? transpose(m) : m;
        }

        private static double[][] transpose(double[][] m) {
            var t = new double[m.length][m.length];
            for (int i = 0; i < m.length; i++) {
                for (int j = 0; j < m.length; j++) {
                    t[j][i] = m[i][j];
                }
            }
            return t;
        }

        /// Solves one system for each row of the batch.
        ///
        /// @param right in the order of the states
        private Tensor solved(double[][][] system, double[] right, Tensor like) {
            var values = new double[right.length];
            int d = components;
            for (int b = 0; b < batch; b++) {
                var own = new double[nodes.length * d];
                for (int i = 0; i < own.length; i++) {
                    own[i] = right[(i / d * batch + b) * d + i % d];
                }
                double[] x;
                try {
                    x = Dense.solve(system[b], own);
                } catch (SolveException e) {
                    throw new SolveException(
                            "the conditions at the ends do not determine the solution near the"
                                    + " guess");
                }
                for (int i = 0; i < own.length; i++) {
                    values[(i / d * batch + b) * d + i % d] = x[i];
                }
            }
            return Tensors.of(values, Tensors.kindOf(like), like.shape());
        }
    }
}

package org.separatrix.equations.compile;

import org.separatrix.equations.compile.Program.Output;

import java.util.ArrayList;
import java.util.List;

/// Explicit Runge–Kutta steps written out as one graph: the right-hand side instantiated at each
/// stage.
///
/// Products of the step length with the weights are shared by all states. Each stage adds its
/// predecessors in order, the newest last, so that only one product and one sum wait for it.
final class RungeKutta {

    private RungeKutta() {}

    /// The step of [RungeKuttaKernel#step]: stages at [Bank#SECOND], the next state at
    /// [Bank#RESULT], the error estimate at [Bank#EXTRA].
    static Program step(ResolvedSystem system, ButcherTableau tableau) {
        var graph = new Graph();
        int d = system.dimension();
        Node time = graph.input(Bank.TIME, 0);
        Node h = graph.input(Bank.STEP, 0);
        var x = ResolvedSystem.inputs(graph, Bank.STATE, d);
        var stages = new ArrayList<List<Node>>();
        stages.add(ResolvedSystem.inputs(graph, Bank.SECOND, d));
        var outputs = new ArrayList<Output>();
        for (int s = 1; s < tableau.stages(); s++) {
            var at = advance(graph, x, h, tableau.a()[s], stages);
            Node then = graph.real().add(time, scaled(graph, h, tableau.c()[s]));
            var k = system.rightHandSides(graph, then, at);
            stages.add(k);
            write(outputs, Bank.SECOND, s * d, k);
        }
        write(outputs, Bank.RESULT, 0, advance(graph, x, h, tableau.b(), stages));
        if (tableau.e().length > 0) {
            var zeros = x.stream().map(_ -> graph.constant(0)).toList();
            write(outputs, Bank.EXTRA, 0, advance(graph, zeros, h, tableau.e(), stages));
        }
        return new Program(graph, outputs);
    }

    /// One step of the classical fourth-order method as the body of a loop over steps.
    static FusedLoop rk4(ResolvedSystem system) {
        var graph = new Graph();
        Node time = graph.input(Bank.TIME, 0);
        Node h = graph.input(Bank.STEP, 0);
        Node middle = graph.real().add(time, scaled(graph, h, 0.5));
        Node end = graph.real().add(time, h);
        var x = ResolvedSystem.inputs(graph, Bank.STATE, system.dimension());
        var k1 = system.rightHandSides(graph, time, x);
        var k2 = system.rightHandSides(graph, middle, moved(graph, x, h, 0.5, k1));
        var k3 = system.rightHandSides(graph, middle, moved(graph, x, h, 0.5, k2));
        var k4 = system.rightHandSides(graph, end, moved(graph, x, h, 1, k3));
        var next = moved(graph, x, h, 1.0 / 6, k1);
        next = moved(graph, next, h, 1.0 / 3, k2);
        next = moved(graph, next, h, 1.0 / 3, k3);
        next = moved(graph, next, h, 1.0 / 6, k4);
        var carried = new ArrayList<>(x);
        var after = new ArrayList<>(next);
        carried.add(time);
        after.add(end);
        return new FusedLoop(graph, carried, after);
    }

    /// `x + weight*h*k`.
    private static List<Node> moved(
            Graph graph, List<Node> x, Node h, double weight, List<Node> k) {
        return advance(graph, x, h, new double[] {weight}, List.of(k));
    }

    /// `x + h*sum(weights[s]*stages[s])` over the stages there are.
    static List<Node> advance(
            Graph graph, List<Node> x, Node h, double[] weights, List<List<Node>> stages) {
        var real = graph.real();
        var sums = new ArrayList<Node>(x);
        for (int s = 0; s < stages.size(); s++) {
            Node weight = scaled(graph, h, weights[s]);
            var stage = stages.get(s);
            for (int i = 0; i < sums.size(); i++) {
                sums.set(i, real.add(sums.get(i), real.multiply(weight, stage.get(i))));
            }
        }
        return sums;
    }

    private static Node scaled(Graph graph, Node h, double weight) {
        return graph.real().multiply(graph.constant(weight), h);
    }

    private static void write(List<Output> outputs, Bank bank, int from, List<Node> values) {
        for (int i = 0; i < values.size(); i++) {
            outputs.add(new Output(bank, from + i, values.get(i)));
        }
    }
}

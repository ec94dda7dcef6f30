package org.separatrix.equations.compile;

import org.separatrix.equations.compile.Assembler.Assembled;
import org.separatrix.equations.compile.Program.Output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The code of one system for blocks of lanes of one shape; each part is generated on first use.
final class LaneCode {

    private final ResolvedSystem system;
    private final LaneShape shape;
    private final Lazy<Assembled> rightHandSide = new Lazy<>(this::makeRightHandSide);
    private final Lazy<Optional<Code>> rk4 = new Lazy<>(this::makeLoop);
    private final Map<Integer, Assembled> series = new ConcurrentHashMap<>();

    LaneCode(ResolvedSystem system, LaneShape shape) {
        this.system = system;
        this.shape = shape;
    }

    LaneShape shape() {
        return shape;
    }

    int dimension() {
        return system.dimension();
    }

    boolean isMap() {
        return system.equations().map();
    }

    /// State and one time a lane at [Bank#SECOND] to [Bank#RESULT].
    Assembled rightHandSide() {
        return rightHandSide.get();
    }

    /// The fused loop of classical Runge–Kutta steps, if a step fits one method.
    Optional<Code> rk4() {
        return rk4.get();
    }

    /// Taylor coefficients; states and one time a lane at [Bank#SECOND] to [Bank#RESULT].
    Assembled taylor(int order) {
        return series.computeIfAbsent(
                TaylorKernel.checkOrder(order),
                n -> straight(TaylorSeries.program(system, Bank.SECOND, n)));
    }

    private Assembled straight(Program program) {
        return Assembler.assemble(program, shape.straight(program, dimension()));
    }

    private Assembled makeRightHandSide() {
        var graph = new Graph();
        var values =
                system.rightHandSides(
                        graph,
                        graph.input(Bank.SECOND, 0),
                        ResolvedSystem.inputs(graph, Bank.STATE, dimension()));
        return straight(new Program(graph, outputs(values)));
    }

    private Optional<Code> makeLoop() {
        return RungeKutta.rk4(system).assemble(shape.loop(dimension()));
    }

    private static List<Output> outputs(List<Node> values) {
        var outputs = new ArrayList<Output>();
        for (Node value : values) {
            outputs.add(new Output(Bank.RESULT, outputs.size(), value));
        }
        return outputs;
    }
}

package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.CustomGradient;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;

/// Solves a differential equation so that the solution can be differentiated.
///
/// ```java
/// VectorField field = (t, y) -> network.forward(weights, y);
/// var solver = Solver.of(RungeKutta.TSIT5.on(field), StepControl.adaptive(1e-6, 1e-8))
///         .with(Adjoint.checkpointed(), weights.arrays());
/// var path = solver.solve(y0, 0, 0.5, 1).values();   // shape (3, batch, dimension)
/// ```
///
/// One step length serves the whole batch: the error is averaged over it. [#solveEach] chooses
/// steps for every row of its own.
///
/// @param stepper method and equation
/// @param control of the step length
/// @param adjoint how gradients are computed
/// @param parameters what the equation depends on beside its state; needed unless the adjoint is
///   direct
public record Solver(
        Stepper stepper, StepControl control, Adjoint adjoint, List<Tensor> parameters) {

    /// With gradients through the graph.
    public static Solver of(Stepper stepper, StepControl control) {
        return new Solver(stepper, control, Adjoint.direct(), List.of());
    }

    /// The same with another way to the gradient.
    public Solver with(Adjoint other, List<Tensor> parameters) {
        return new Solver(stepper, control, other, parameters);
    }

    /// The solution from `y` at the first time to the last.
    ///
    /// @param times strictly monotone; decreasing times solve backwards
    /// @throws SolveException if the times are not monotone or the solution cannot be continued
    public Solution solve(Tensor y, double... times) {
        try (var scope = new Scope()) {
            var marching = new Marching(stepper, control);
            Tensor values =
                    switch (adjoint) {
                        case Adjoint.Direct _ ->
                                Tensors.stack(0, marching.run(y, times, Marching.Listener.NONE));
                        case Adjoint.Checkpointed checkpointed ->
                                replayed(
                                        y,
                                        marching,
                                        new CheckpointedPull(stepper, checkpointed.states()),
                                        times);
                        case Adjoint.Reversing _ ->
                                replayed(y, marching, new ReversiblePull(stepper), times);
                        case Adjoint.Continuous continuous ->
                                continuous(y, marching, continuous, times);
                    };
            return new Solution(scope.keep(values), marching.accepted(), marching.rejected());
        }
    }

    /// The solutions from each row of `y`, with steps of their own.
    ///
    /// @param y shape (batch, dimension)
    /// @return values of shape (times, batch, dimension); steps are those of all rows together
    public Solution solveEach(Tensor y, double... times) {
        try (var scope = new Scope()) {
            var rows = new ArrayList<Tensor>();
            int accepted = 0;
            int rejected = 0;
            for (long i = 0; i < y.size(0); i++) {
                var one = solve(y.narrow(0, i, 1), times);
                rows.add(one.values());
                accepted += one.accepted();
                rejected += one.rejected();
            }
            return new Solution(scope.keep(Tensors.join(1, rows)), accepted, rejected);
        }
    }

    private Tensor replayed(Tensor y, Marching marching, StepPull pull, double[] times) {
        return CustomGradient.apply(
                inputs(y),
                in -> Tensors.stack(0, marching.run(in.getFirst(), times, pull)),
                (gradient, in) ->
                        pull.pull(in.getFirst(), in.subList(1, in.size()), gradient, times[0]));
    }

    private Tensor continuous(
            Tensor y, Marching marching, Adjoint.Continuous adjoint, double[] times) {
        var equation = new AdjointEquation(adjoint, times);
        return CustomGradient.apply(
                inputs(y),
                in ->
                        equation.remember(
                                Tensors.stack(
                                        0,
                                        marching.run(
                                                in.getFirst(), times, Marching.Listener.NONE))),
                (gradient, in) -> equation.pull(in.subList(1, in.size()), gradient));
    }

    private List<Tensor> inputs(Tensor y) {
        if (parameters.stream().anyMatch(p -> !p.requires_grad())) {
            throw new LearnException("the parameters of an adjoint must require a gradient");
        }
        var inputs = new ArrayList<Tensor>();
        inputs.add(y);
        inputs.addAll(parameters);
        return inputs;
    }
}

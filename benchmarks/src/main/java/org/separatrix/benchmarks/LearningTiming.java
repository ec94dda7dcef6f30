package org.separatrix.benchmarks;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.jet.Jet;
import org.separatrix.learn.jet.JetMlp;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.Adjoint;
import org.separatrix.learn.solve.ReversibleHeun;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.Stepper;
import org.separatrix.learn.solve.VectorField;

import java.util.List;
import java.util.SplittableRandom;

/// The gradients of `learn` against one another, on one thread.
public final class LearningTiming {

    private static final int POINTS = 1000;

    private LearningTiming() {}

    public static void main(String[] arguments) {
        neuralEquation();
        for (int order = 1; order <= 4; order++) {
            derivatives(order);
        }
    }

    /// Gradient of a mean square at the end of 50 steps.
    private static void neuralEquation() {
        var network = Mlp.of(8, 32, 2, 8, Activation.TANH);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new SplittableRandom(0))) {
            VectorField field = (_, y) -> network.forward(weights, y);
            var start = Tensors.normal(new SplittableRandom(1), Kind.DOUBLE, 64, 8);
            var tsit = RungeKutta.TSIT5.on(field);
            var heun = ReversibleHeun.on(field);
            Ratios.of(
                            "Neural equation, gradient over 50 steps, batch 64, width 32",
                            new String[] {
                                "Tsitouras 5, direct",
                                "Tsitouras 5, checkpointed",
                                "Tsitouras 5, continuous adjoint at 1e-5",
                                "reversible Heun, direct",
                                "reversible Heun, undone"
                            },
                            () -> gradient(weights, tsit, start, Adjoint.direct()),
                            () -> gradient(weights, tsit, start, Adjoint.checkpointed()),
                            () ->
                                    gradient(
                                            weights,
                                            tsit,
                                            start,
                                            Adjoint.continuous(field, 1e-5, 1e-5)),
                            () -> gradient(weights, heun, start, Adjoint.direct()),
                            () -> gradient(weights, heun, start, Adjoint.reversible()))
                    .print(15);
        }
    }

    private static void gradient(Weights weights, Stepper stepper, Tensor start, Adjoint adjoint) {
        try (var _ = Scope.boundary()) {
            var y =
                    Solver.of(stepper, StepControl.constant(0.02))
                            .with(adjoint, weights.arrays())
                            .solve(start, 0, 1);
            weights.backward(y.last().square().mean());
        }
    }

    /// One step of a network trained on a derivative: the derivative, its mean square, the gradient
    /// by the weights.
    private static void derivatives(int order) {
        var network = Mlp.of(2, 64, 4, 1, Activation.TANH);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new SplittableRandom(0))) {
            var x = Tensors.uniform(new SplittableRandom(1), -1, 1, Kind.DOUBLE, POINTS, 2);
            Runnable jets =
                    () -> {
                        try (var _ = Scope.boundary()) {
                            var seed = Jet.seed(x, List.of(new Jet.Direction(0, order)));
                            var u = JetMlp.forward(network, weights, seed);
                            weights.backward(u.derivative(0, order).square().mean());
                        }
                    };
            Runnable nested =
                    () -> {
                        try (var _ = Scope.boundary()) {
                            var at = Autograd.leaf(x);
                            var u = network.forward(weights, at);
                            for (int k = 0; k < order; k++) {
                                u = Autograd.grad(u, at, true).narrow(1, 0, 1);
                            }
                            weights.backward(u.square().mean());
                        }
                    };
            Ratios.of(
                            "Derivative of order %d at %d points, 4 layers of 64, with its gradient"
                                    .formatted(order, POINTS),
                            new String[] {"jets", "nested reverse mode"},
                            jets,
                            nested)
                    .print(order < 4 ? 10 : 5);
        }
    }
}

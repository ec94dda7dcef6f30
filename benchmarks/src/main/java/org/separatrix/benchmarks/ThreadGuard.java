package org.separatrix.benchmarks;

import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.Torch;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;

import java.util.Locale;
import java.util.SplittableRandom;

/// Whether small steps still run on one thread: a double-backward step of a small network takes
/// about half a millisecond, and 40 to 150 times that if libtorch or its BLAS spin on threads of
/// their own.
///
/// Prints REGRESSED and exits with 1 if the median step takes more than 5 ms. With the argument
/// `threads=N` the step runs on N threads, to see what the guard guards against.
public final class ThreadGuard {

    private static final double LIMIT = 5;

    private ThreadGuard() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            Torch.threads(Integer.parseInt(arguments[0].replace("threads=", "")));
        }
        double ms = median();
        boolean fine = ms <= LIMIT;
        System.out.printf(
                Locale.ROOT,
                "%s: a small double-backward step takes %.2f ms on %d thread(s), limit %.0f ms%n",
                fine ? "fine" : "REGRESSED",
                ms,
                Torch.threads(),
                LIMIT);
        if (!fine) {
            System.exit(1);
        }
    }

    private static double median() {
        var network = Mlp.of(2, 64, 3, 1, Activation.TANH);
        try (var _ = new Scope();
                var weights = Weights.create(network, Kind.DOUBLE, new SplittableRandom(0))) {
            var x = Tensors.uniform(new SplittableRandom(1), -1, 1, Kind.DOUBLE, 256, 2);
            return Ratios.of(
                            "",
                            new String[] {"step"},
                            () -> {
                                try (var _ = Scope.boundary()) {
                                    var at = Autograd.leaf(x);
                                    var slope =
                                            Autograd.grad(network.forward(weights, at), at, true);
                                    weights.backward(slope.square().mean());
                                }
                            })
                    .measure(100)[0];
        }
    }
}

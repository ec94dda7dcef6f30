package org.separatrix.learn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

class ScopeTest {

    @Test
    void whatIsKeptOutlivesItsScopeAndIsFreedWithTheNext() {
        try (var _ = new Scope()) {
            org.bytedeco.pytorch.Tensor kept;
            try (var inner = new Scope()) {
                var x = Tensors.of(new double[] {1, 2}, Kind.DOUBLE);
                kept = inner.keep(x.square());
            }
            assertThat(Tensors.toArray(kept)).containsExactly(1, 4);
        }
    }

    @Test
    void threadsAreHeldAtOne() {
        Torch.load();
        assertThat(Torch.threads()).isEqualTo(1);
        assertThat(Torch.describe()).contains("1 thread an operation");
    }

    @Test
    void manyStepsLeaveMemoryAsItWas() throws IOException {
        var network = Mlp.of(2, 64, 2, 1, Activation.TANH);
        try (var weights =
                Weights.create(network, Kind.DOUBLE, RandomGenerator.of("L64X128MixRandom"))) {
            train(network, weights, 300); // warms the allocator
            // One leaked batch of activations a step would be 100 kB, 40 MB in every round. The
            // heap of Java and its compiler grow too, but not in each.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 4; round++) {
                long before = resident();
                train(network, weights, 400);
                least = Math.min(least, resident() - before);
            }
            assertThat(least).isLessThan(20 << 20);
        }
    }

    private static void train(Mlp network, Weights weights, int steps) {
        try (var training =
                new Training(
                        weights,
                        Adam.standard(),
                        Schedule.constant(1e-3),
                        TrainingSettings.of(steps, 1),
                        (step, terms) -> {
                            var x =
                                    Autograd.leaf(
                                            Tensors.normal(step.random(), Kind.DOUBLE, 200, 2));
                            var y = network.forward(weights, x);
                            var slope = Autograd.grad(y, x, true);
                            terms.add("slope", slope.square().mean());
                        })) {
            training.run();
        }
    }

    /// Bytes of resident memory; 0 where the system does not tell.
    private static long resident() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}

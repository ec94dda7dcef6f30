package org.separatrix.benchmarks;

import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.jet.Jet;
import org.separatrix.learn.jet.JetKernel;
import org.separatrix.learn.jet.JetMlp;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;

/// Gradient of the mean squared derivative `d^k u / dx^k` of a perceptron for its weights: one step
/// of a physics-informed network, by jets and by nested reverse mode, and all rows of the Jacobian
/// by the kernel in plain arrays.
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Dorg.bytedeco.javacpp.nopointergc=true")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResidualBenchmark {

    @Param({"1", "2", "3", "4"})
    public int order;

    @Param({"20", "64"})
    public int width;

    @Param("1024")
    public int points;

    private Mlp network;
    private Weights weights;
    private Tensor x;
    private JetKernel kernel;
    private double[] theta;
    private double[] seeds;
    private double[] rows;

    @Setup
    public void draw() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        network = Mlp.of(1, width, 2, 1, Activation.TANH);
        try (var _ = new Scope()) {
            weights = Weights.create(network, Kind.DOUBLE, random);
            x = Scope.promote(Tensors.uniform(random, -1, 1, Kind.DOUBLE, points, 1));
        }
        kernel = JetKernel.of(network, List.of(order));
        theta = weights.toArray();
        seeds = new double[points * kernel.coefficients()];
        double[] places = Tensors.toArray(x);
        for (int p = 0; p < points; p++) {
            seeds[p * kernel.coefficients()] = places[p];
            seeds[p * kernel.coefficients() + 1] = 1;
        }
        rows = new double[points * kernel.parameters()];
    }

    @TearDown
    public void free() {
        weights.close();
        Scope.release(x);
    }

    @Benchmark
    public double jets() {
        try (var _ = new Scope()) {
            var jet =
                    JetMlp.forward(
                            network, weights, Jet.seed(x, List.of(new Jet.Direction(0, order))));
            weights.backward(jet.derivative(0, order).square().mean());
            return Tensors.value(weights.gradient().select(0, 0));
        }
    }

    @Benchmark
    public double nested() {
        try (var _ = new Scope()) {
            var at = Autograd.leaf(x);
            var u = network.forward(weights, at);
            for (int k = 0; k < order; k++) {
                u = Autograd.grad(u, at, true);
            }
            weights.backward(u.square().mean());
            return Tensors.value(weights.gradient().select(0, 0));
        }
    }

    @Benchmark
    public double[] rows() {
        kernel.weights(theta);
        var adjoint = new double[kernel.coefficients()];
        adjoint[order] = 1;
        for (int p = 0; p < points; p++) {
            kernel.forward(seeds, p * kernel.coefficients());
            kernel.backward(adjoint, rows, p * kernel.parameters());
        }
        return rows;
    }
}

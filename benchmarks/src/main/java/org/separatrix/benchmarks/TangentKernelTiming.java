package org.separatrix.benchmarks;

import org.separatrix.networks.ntk.Activation;
import org.separatrix.networks.ntk.EmpiricalNtk;
import org.separatrix.networks.ntk.FiniteNet;
import org.separatrix.networks.ntk.InfiniteNet;

import java.util.Locale;
import java.util.SplittableRandom;

/// Tangent kernels: entries a second of an infinite network, and the structured kernel of a finite
/// one against the contraction of its Jacobians.
public final class TangentKernelTiming {

    private static final int POINTS = 1000;
    private static final int FEW = 200;

    private TangentKernelTiming() {}

    public static void main(String[] arguments) {
        double[][] x = points(POINTS);
        var relu = InfiniteNet.fullyConnected(4, Activation.relu(), 1.4, 0.1);
        var erf = InfiniteNet.fullyConnected(4, Activation.erf(), 1.4, 0.1);
        double[] ms =
                Ratios.of(
                                "Kernel of %d x %d inputs, 4 affine layers of infinite width"
                                        .formatted(POINTS, POINTS),
                                new String[] {"relu", "erf"},
                                () -> relu.kernel(x),
                                () -> erf.kernel(x))
                        .print(5);
        System.out.printf(
                Locale.ROOT,
                "relu: %.1f kernels a second, on %d processors%n",
                1000 / ms[0],
                Runtime.getRuntime().availableProcessors());
        double[][] few = points(FEW);
        var net = FiniteNet.random(10, 128, 3, 1, Activation.relu(), 1.4, 0.1, random());
        var structured = EmpiricalNtk.of(net);
        var contracted = structured.method(EmpiricalNtk.Method.JACOBIAN);
        Ratios.of(
                        "Kernel of %d x %d inputs, width 128, %d parameters"
                                .formatted(FEW, FEW, net.parameterCount()),
                        new String[] {"structured", "Jacobian contraction"},
                        () -> structured.kernel(few, few),
                        () -> contracted.kernel(few, few))
                .print(5);
    }

    private static SplittableRandom random() {
        return new SplittableRandom(0);
    }

    private static double[][] points(int n) {
        var random = random();
        var x = new double[n][10];
        for (double[] row : x) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return x;
    }
}

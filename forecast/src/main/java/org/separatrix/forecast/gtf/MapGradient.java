package org.separatrix.forecast.gtf;

import java.util.Arrays;

/// The forced pass of any map, one sequence at a time, by the map's own step and pull-back. The
/// shallow map has a faster one, [ForcedGradient].
final class MapGradient implements ForcedPass {

    private final PiecewiseLinearMap map;
    private final int m;
    private final int observed;
    private final double[][] gradients;
    private final double[][] forced;
    private final double[][] predicted;
    private final double[][] direct;
    private final double[][] teacher;

    /// @param observed states that are forced, the first ones
    MapGradient(PiecewiseLinearMap map, int steps, int observed) {
        this.map = map;
        this.observed = observed;
        m = map.dimension();
        gradients =
                Arrays.stream(map.arrays())
                        .map(array -> new double[array.length])
                        .toArray(double[][]::new);
        forced = new double[steps][m];
        predicted = new double[steps][m];
        direct = new double[steps][m];
        teacher = new double[steps][m];
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public double[][] predicted() {
        return predicted;
    }

    @Override
    public double[][] direct() {
        return direct;
    }

    @Override
    public double[][] teacher() {
        return teacher;
    }

    @Override
    public double[][] gradients() {
        return gradients;
    }

    @Override
    public void load() {
        for (double[] gradient : gradients) {
            Arrays.fill(gradient, 0);
        }
    }

    @Override
    public void forward(double[][][] x, double[][][] pushes, int from, int count, double alpha) {
        double[][] seen = x[from];
        System.arraycopy(seen[0], 0, forced[0], 0, m);
        for (int t = 0; t < forced.length; t++) {
            double[] next = predicted[t];
            map.step(forced[t], next);
            for (int i = 0; i < m && pushes.length > 0; i++) {
                next[i] += pushes[from][t + 1][i];
            }
            for (int i = 0; i < m && t + 1 < forced.length; i++) {
                double share = i < observed ? alpha : 0;
                forced[t + 1][i] = (1 - share) * next[i] + share * seen[t + 1][i];
            }
        }
    }

    @Override
    public void backward(double alpha) {
        var carried = new double[m];
        for (int t = forced.length - 1; t >= 0; t--) {
            double[] back = direct[t];
            for (int i = 0; i < m; i++) {
                back[i] += (i < observed ? 1 - alpha : 1) * carried[i];
            }
            map.pull(forced[t], back, carried, gradients);
            for (int i = 0; i < m; i++) {
                double share = t == 0 ? 1 : i < observed ? alpha : 0;
                teacher[t][i] = share * carried[i];
            }
        }
    }

    @Override
    public void collect() {
        // One lane: the gradient is already where it belongs.
    }
}

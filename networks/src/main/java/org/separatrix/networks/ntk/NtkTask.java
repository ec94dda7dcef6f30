package org.separatrix.networks.ntk;

import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.LocalEngine;

import java.util.LinkedHashMap;
import java.util.Map;

/// Evaluates one piece of the experiment: one network, or one closed-form study.
final class NtkTask implements LocalEngine.Task {

    private static final int FLOW_POINTS = 32;
    private static final int FLOW_TEST = 64;
    private static final int FLOW_STEPS = 256;

    private final NtkConfig config;
    private final Run run;

    NtkTask(NtkConfig config, Run run) {
        this.config = config;
        this.run = run;
    }

    /// Curves of a cell by name.
    record Curves(Map<String, double[]> curves) {
        double[] named(String name) {
            return java.util.Objects.requireNonNull(curves.get(name), name);
        }
    }

    @Override
    public CellResult evaluate(Cell cell) {
        long begin = System.nanoTime();
        var metrics = new LinkedHashMap<String, Double>();
        var curves = new LinkedHashMap<String, double[]>();
        switch (cell.system()) {
            case "kernel" -> kernel(cell, curves);
            case "drift" -> drift(cell, metrics, curves);
            case "ensemble" -> ensemble(cell, curves);
            case "flow" -> flow(cell, curves);
            case "components" -> digits().components(width(cell), net(cell), curves);
            case "second component" -> digits().second(width(cell), net(cell), curves);
            case "digits" -> digits().regression(config.digits(), metrics, curves);
            case "noise" -> new NoisyLabels(run.seeds()).measure(metrics, curves);
            default -> throw new IllegalArgumentException("no part " + cell.system());
        }
        return new CellResult(
                cell,
                metrics,
                (System.nanoTime() - begin) / 1e9,
                ReportJson.MAPPER.writeValueAsString(new Curves(curves)),
                "");
    }

    private DigitStudies digits() {
        return new DigitStudies(config.componentDigits(), run);
    }

    private static int width(Cell cell) {
        return Integer.parseInt(cell.model().substring("width ".length()));
    }

    private java.util.random.RandomGenerator net(Cell cell) {
        return run.seeds().child(cell.system()).child(cell.model()).of("net", (int) cell.seed());
    }

    private void kernel(Cell cell, Map<String, double[]> curves) {
        var net = Circle.net(width(cell), net(cell));
        curves.put("theta", theta(net));
    }

    private static double[] theta(FiniteNet net) {
        return EmpiricalNtk.of(net).kernel(Circle.origin(), Circle.points(Circle.angles()))[0];
    }

    private void drift(Cell cell, Map<String, Double> metrics, Map<String, double[]> curves) {
        var net = Circle.net(width(cell), net(cell));
        double[][] x = Circle.normal(config.driftPoints(), run.seeds(), "drift points");
        var descent = new FullBatchDescent(net, x, Circle.target(x), 1, 0);
        for (int k = 0; k < Circle.DRIFT_STEPS; k++) {
            run.check();
            descent.step();
        }
        double[] before = theta(net);
        double[] after = theta(descent.net());
        var moved = TangentKernelDrift.between(new double[][] {before}, new double[][] {after});
        metrics.put("relative", moved.relative());
        metrics.put("largest", moved.largest());
        curves.put("before", before);
        curves.put("after", after);
    }

    private void ensemble(Cell cell, Map<String, double[]> curves) {
        var net = Circle.net(width(cell), net(cell));
        double[][] x = Circle.trained();
        var descent = new FullBatchDescent(net, x, Circle.target(x), 1, 0);
        for (int k = 0; k < config.bandSteps(); k++) {
            run.check();
            descent.step();
        }
        curves.put("f", Circle.column(descent.net().forward(Circle.points(Circle.angles()))));
    }

    /// Errors of predicted training on other points, after 1, 2, 4, ... steps.
    private void flow(Cell cell, Map<String, double[]> curves) {
        var net = Circle.net(width(cell), net(cell));
        double[][] x = Circle.normal(FLOW_POINTS, run.seeds(), "flow points");
        double[][] probe = Circle.normal(FLOW_TEST, run.seeds(), "flow test");
        double[][] y = Circle.target(x);
        var own = new LinearizedNet(net, x, y);
        var limit = new KernelGradientFlow(Circle.limit().kernel(x).ntk(), y).from(net.forward(x));
        double[][] cross = Circle.limit().kernel(probe, x).ntk();
        double[][] f0 = net.forward(probe);
        int count = Integer.numberOfTrailingZeros(FLOW_STEPS) + 1;
        var steps = new double[count];
        var ownError = new double[count];
        var limitError = new double[count];
        var descent = new FullBatchDescent(net, x, y, 1, 0);
        int at = 0;
        for (int k = 1; k <= FLOW_STEPS; k++) {
            run.check();
            descent.step();
            if (Integer.bitCount(k) == 1) {
                double[][] truth = descent.net().forward(probe);
                var moment = new Descent.Steps(k, 1);
                steps[at] = k;
                ownError[at] = relative(own.predict(probe, moment), truth);
                limitError[at] = relative(limit.at(moment).predict(cross, f0), truth);
                at++;
            }
        }
        curves.put("steps", steps);
        curves.put("own", ownError);
        curves.put("limit", limitError);
    }

    private static double relative(double[][] f, double[][] truth) {
        double off = 0;
        double size = 0;
        for (int i = 0; i < f.length; i++) {
            off += (f[i][0] - truth[i][0]) * (f[i][0] - truth[i][0]);
            size += truth[i][0] * truth[i][0];
        }
        return Math.sqrt(off / size);
    }
}

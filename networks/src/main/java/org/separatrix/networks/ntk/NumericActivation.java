package org.separatrix.networks.ntk;

import org.separatrix.analysis.quadrature.ChebyshevSeries;
import org.separatrix.analysis.quadrature.GaussHermite;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;

/// Any activation, through quadrature or Hermite coefficients.
///
/// Two-dimensional quadrature costs nodes^2 evaluations a pair. Pairs of equal variance (data on a
/// sphere) share one table over the correlation, 129 Chebyshev points. Safe for several threads.
final class NumericActivation implements Activation {

    static final int DEFAULT_NODES = 64;

    enum Rule {
        GAUSS_HERMITE,
        HERMITE
    }

    private static final int TABLE_POINTS = 129;
    private static final int TABLES = 256;
    private static final int COEFFICIENTS = 20_000;

    private final String name;
    private final DoubleUnaryOperator value;
    private final DoubleUnaryOperator slope;
    private final Rule rule;
    private final GaussHermite nodes;
    private final Map<Double, Table> tables = new ConcurrentHashMap<>();
    private final Map<Double, double[][]> coefficients = new ConcurrentHashMap<>();

    /// Moments over the correlation at one variance.
    private record Table(ChebyshevSeries value, ChebyshevSeries slope) {}

    NumericActivation(
            String name,
            DoubleUnaryOperator value,
            DoubleUnaryOperator slope,
            int nodes,
            Rule rule) {
        this.name = name;
        this.value = value;
        this.slope = slope;
        this.rule = rule;
        this.nodes = GaussHermite.of(nodes);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double value(double u) {
        return value.applyAsDouble(u);
    }

    @Override
    public double slope(double u) {
        return slope.applyAsDouble(u);
    }

    @Override
    public boolean closedForm() {
        return false;
    }

    @Override
    public void moments(double q1, double q2, double k, double[] out) {
        double c = Activation.correlation(q1, q2, k);
        if (rule == Rule.HERMITE) {
            series(q1, q2, c, out);
            return;
        }
        var table = q1 == q2 && c != 1 ? tables.get(q1) : null;
        if (table != null) {
            out[0] = table.value().at(c);
            out[1] = table.slope().at(c);
        } else {
            out[0] = mean(value, q1, q2, c);
            out[1] = mean(slope, q1, q2, c);
        }
    }

    /// Prepares for many pairs of equal variance.
    void expectVariance(double q) {
        if (rule == Rule.GAUSS_HERMITE && !tables.containsKey(q) && tables.size() < TABLES) {
            tables.put(
                    q,
                    new Table(
                            ChebyshevSeries.of(c -> mean(value, q, q, c), TABLE_POINTS),
                            ChebyshevSeries.of(c -> mean(slope, q, q, c), TABLE_POINTS)));
        }
    }

    /// `E[f(u) f(v)]` with `u = sqrt(q1) x` and `v = sqrt(q2) (c x + sqrt(1-c^2) y)`.
    private double mean(DoubleUnaryOperator f, double q1, double q2, double c) {
        double a = Math.sqrt(q1);
        double b = Math.sqrt(q2);
        double rest = Math.sqrt((1 - c) * (1 + c));
        double sum = 0;
        for (int i = 0; i < nodes.size(); i++) {
            double x = nodes.node(i);
            double inner = 0;
            if (rest == 0) {
                inner = f.applyAsDouble(b * c * x);
            } else {
                for (int j = 0; j < nodes.size(); j++) {
                    inner += nodes.weight(j) * f.applyAsDouble(b * (c * x + rest * nodes.node(j)));
                }
            }
            sum += nodes.weight(i) * f.applyAsDouble(a * x) * inner;
        }
        return sum;
    }

    private void series(double q1, double q2, double c, double[] out) {
        double[][] a = expansion(q1);
        double[][] b = expansion(q2);
        double power = 1;
        out[0] = 0;
        out[1] = 0;
        for (int k = 0; k < a[0].length; k++) {
            out[0] += a[0][k] * b[0][k] * power;
            out[1] += a[1][k] * b[1][k] * power;
            power *= c;
        }
    }

    private double[][] expansion(double q) {
        var known = coefficients.get(q);
        if (known != null) {
            return known;
        }
        if (coefficients.size() >= COEFFICIENTS) {
            coefficients.clear();
        }
        double scale = Math.sqrt(q);
        int count = Math.max(1, nodes.size() / 2);
        double[][] found = {
            nodes.coefficients(x -> value.applyAsDouble(scale * x), count),
            nodes.coefficients(x -> slope.applyAsDouble(scale * x), count)
        };
        coefficients.put(q, found);
        return found;
    }
}

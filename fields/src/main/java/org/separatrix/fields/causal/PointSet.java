package org.separatrix.fields.causal;

import org.separatrix.equations.compile.Kernel;
import org.separatrix.learn.jet.JetKernel;
import org.separatrix.learn.network.Network;

import java.util.ArrayList;
import java.util.List;

/// Formulas of a network at fixed points: values, and rows of their Jacobian.
///
/// All that does not depend on the weights (encoded jets, the map from Taylor coefficients to
/// derivatives, the built-in initial condition) is worked out once.
final class PointSet {

    private final Formulas formulas;
    private final JetPlan plan;
    private final double[][] points;
    private final int features;
    private final int outputs;
    private final double timeOrigin;
    private final double[] jets;
    private final List<Formulas.Quantity> quantities;
    private final List<List<Slot>> slots;
    private final double[][] offsets;

    /// `factor[p]` times a Taylor coefficient of one output.
    ///
    /// @param index coefficient of the jet
    /// @param field which output
    /// @param factor one a point
    record Slot(int index, int field, double[] factor) {}

    /// @param start the built-in initial values, or empty
    /// @param timeOrigin time of the window's begin, added where formulas use the time
    PointSet(
            Formulas formulas,
            PinnProblem problem,
            Encoding encoding,
            double[][] points,
            double[] start,
            double timeOrigin) {
        this.formulas = formulas;
        this.points = points;
        this.timeOrigin = timeOrigin;
        features = encoding.features();
        outputs = problem.fields();
        quantities = formulas.names().stream().map(formulas::quantity).toList();
        var wanted = new ArrayList<int[]>();
        for (var quantity : quantities) {
            if (quantity instanceof Formulas.Quantity.Partial(_, int[] orders)) {
                wanted.add(orders);
                if (start.length > 0 && orders[0] > 1) {
                    wanted.add(new int[] {orders[0] - 1});
                }
            }
        }
        plan = JetPlan.of(problem.residuals().axes().size(), wanted);
        jets = new double[points.length * plan.coefficients() * features];
        for (int p = 0; p < points.length; p++) {
            encoding.jet(points[p], plan, jets, p * plan.coefficients() * features);
        }
        slots = new ArrayList<>();
        offsets = new double[quantities.size()][points.length];
        for (int s = 0; s < quantities.size(); s++) {
            slots.add(slots(s, quantities.get(s), problem, encoding.length(), start));
        }
    }

    private List<Slot> slots(
            int s, Formulas.Quantity quantity, PinnProblem problem, double length, double[] start) {
        var list = new ArrayList<Slot>();
        switch (quantity) {
            case Formulas.Quantity.Unknown _ -> {}
            case Formulas.Quantity.Coordinate(int axis) -> {
                for (int p = 0; p < points.length; p++) {
                    offsets[s][p] = points[p][axis];
                }
            }
            case Formulas.Quantity.Partial(int field, int[] orders) -> {
                var terms = plan.termsOf(orders);
                if (start.length == 0) {
                    for (var term : terms) {
                        list.add(new Slot(term.index(), field, constant(term.factor())));
                    }
                } else {
                    // u = u0 + s (t/T) N: the k-th derivative is s (t N^(k) + k N^(k-1)) / T.
                    double scale = problem.scale()[field] / length;
                    int k = orders[0];
                    if (k == 0) {
                        java.util.Arrays.fill(offsets[s], start[field]);
                    }
                    double factorial = 1;
                    for (int j = 2; j <= k; j++) {
                        factorial *= j;
                    }
                    var rising = new double[points.length];
                    for (int p = 0; p < points.length; p++) {
                        rising[p] = scale * factorial * points[p][0];
                    }
                    list.add(new Slot(k, field, rising));
                    if (k > 0) {
                        list.add(new Slot(k - 1, field, constant(scale * factorial)));
                    }
                }
            }
        }
        return list;
    }

    private double[] constant(double factor) {
        var all = new double[points.length];
        java.util.Arrays.fill(all, factor);
        return all;
    }

    int size() {
        return points.length;
    }

    double[][] points() {
        return points;
    }

    /// Number of formulas.
    int formulas() {
        return formulas.expressions().size();
    }

    JetPlan plan() {
        return plan;
    }

    int features() {
        return features;
    }

    /// Encoded jets, `[points][C][features]`.
    double[] jets() {
        return jets;
    }

    List<Formulas.Quantity> quantities() {
        return quantities;
    }

    List<Slot> slots(int quantity) {
        return slots.get(quantity);
    }

    double[] offset(int quantity) {
        return offsets[quantity];
    }

    Formulas definition() {
        return formulas;
    }

    double time(int p) {
        return timeOrigin + points[p][0];
    }

    /// Work space of one thread.
    Worker worker(Network network) {
        return new Worker(JetKernel.of(network, plan.orders()), formulas.compile());
    }

    /// Work space for these points from that for others of the same formulas: what was compiled is
    /// kept.
    Worker worker(Worker other) {
        return new Worker(other.net, other.kernel);
    }

    /// Evaluates points one at a time.
    final class Worker {
        private final JetKernel net;
        private final Kernel kernel;
        private final int d;
        private final double[] state;
        private final double[] values;
        private final double[] slopes;
        private final double[] adjoint;
        private double[] theta = new double[0];

        Worker(JetKernel net, Kernel kernel) {
            this.net = net;
            this.kernel = kernel;
            d = kernel.dimension();
            state = new double[d];
            values = new double[d];
            slopes = new double[d * d];
            adjoint = new double[plan.coefficients() * outputs];
        }

        void weights(double[] theta) {
            this.theta = theta;
            net.weights(theta);
        }

        /// Formulas at point `p`, written from `at` on.
        void values(int p, double[] out, int at) {
            state(p);
            kernel.derivative(time(p), state, values);
            System.arraycopy(values, 0, out, at, formulas());
        }

        private void state(int p) {
            double[] jet = net.forward(jets, p * plan.coefficients() * features);
            for (int s = 0; s < quantities.size(); s++) {
                double value = offsets[s][p];
                for (var slot : slots.get(s)) {
                    value += slot.factor[p] * jet[slot.index * outputs + slot.field];
                }
                if (quantities.get(s) instanceof Formulas.Quantity.Unknown(int index)) {
                    value = theta[net.parameters() + index];
                }
                state[s] = value;
            }
        }

        /// Formulas and the rows of their Jacobian at point `p`, row i from `at + i*width` on.
        void rows(int p, double[] out, int outAt, double[] rows, int at, int width) {
            values(p, out, outAt);
            kernel.jacobian(time(p), state, slopes);
            for (int i = 0; i < formulas(); i++) {
                java.util.Arrays.fill(adjoint, 0);
                int begin = at + i * width;
                java.util.Arrays.fill(rows, begin + net.parameters(), begin + width, 0);
                for (int s = 0; s < quantities.size(); s++) {
                    double slope = slopes[i * d + s];
                    for (var slot : slots.get(s)) {
                        adjoint[slot.index * outputs + slot.field] += slope * slot.factor[p];
                    }
                    if (quantities.get(s) instanceof Formulas.Quantity.Unknown(int index)) {
                        rows[begin + net.parameters() + index] += slope;
                    }
                }
                net.backward(adjoint, rows, begin);
            }
        }
    }
}

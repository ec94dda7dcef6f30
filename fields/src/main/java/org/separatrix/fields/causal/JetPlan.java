package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which Taylor coefficients along which directions give the partial derivatives that are wanted.
///
/// A pure derivative is `k!` times coefficient k along its axis. Mixed ones come from the
/// directions `a + b` and `a - b`: with c and d their coefficients, `f_ab = (c_2 - d_2)/2`, `f_aab
/// = c_3 - d_3 - f_bbb/3`, `f_abb = c_3 + d_3 - f_aaa/3`.
///
/// @param directions what moves, over all axes
/// @param orders highest coefficient of each
record JetPlan(List<double[]> directions, List<Integer> orders) {

    private static final int HIGHEST = 6;

    /// `factor` times coefficient number `index` of the jet.
    ///
    /// @param order of the coefficient along its direction, 0 for the value
    record Term(int index, int order, double factor) {}

    /// @param wanted order by each axis, one array a derivative
    static JetPlan of(int axes, List<int[]> wanted) {
        var builder = new Builder(axes);
        wanted.forEach(builder::need);
        return new JetPlan(List.copyOf(builder.directions), List.copyOf(builder.orders));
    }

    /// What one derivative is made of, in a plan that has it already.
    List<Term> termsOf(int[] order) {
        var builder = new Builder(order.length);
        builder.directions.addAll(directions);
        builder.orders.addAll(orders);
        return builder.terms(order);
    }

    /// Number of coefficients of a jet, C.
    int coefficients() {
        return 1 + orders.stream().mapToInt(Integer::intValue).sum();
    }

    private static final class Builder {
        private final int axes;
        private final List<double[]> directions = new ArrayList<>();
        private final List<Integer> orders = new ArrayList<>();

        Builder(int axes) {
            this.axes = axes;
        }

        void need(int[] order) {
            int[] moving = moving(order);
            int total = Arrays.stream(order).sum();
            if (moving.length == 0) {
                return;
            }
            if (moving.length == 1) {
                if (total > HIGHEST) {
                    throw refused(order);
                }
                raise(line(moving[0], -1, 0), total);
                return;
            }
            if (moving.length > 2 || total > 3) {
                throw refused(order);
            }
            raise(line(moving[0], moving[1], 1), total);
            raise(line(moving[0], moving[1], -1), total);
            if (total == 3) {
                raise(line(order[moving[0]] == 2 ? moving[1] : moving[0], -1, 0), 3);
            }
        }

        private static LabException refused(int[] order) {
            return new LabException(
                    "derivative of orders %s is above what the jets support: up to %d along one axis, up to 3 along two"
                            .formatted(Arrays.toString(order), HIGHEST));
        }

        private static int[] moving(int[] order) {
            return java.util.stream.IntStream.range(0, order.length)
                    .filter(a -> order[a] > 0)
                    .toArray();
        }

        private double[] line(int a, int b, double sign) {
            var direction = new double[axes];
            direction[a] = 1;
            if (b >= 0) {
                direction[b] = sign;
            }
            return direction;
        }

        private void raise(double[] direction, int order) {
            int at = find(direction);
            if (at < 0) {
                directions.add(direction);
                orders.add(order);
            } else {
                orders.set(at, Math.max(orders.get(at), order));
            }
        }

        private int find(double[] direction) {
            for (int d = 0; d < directions.size(); d++) {
                if (Arrays.equals(directions.get(d), direction)) {
                    return d;
                }
            }
            return -1;
        }

        private Term term(double[] direction, int order, double factor) {
            int at = find(direction);
            int index = order;
            for (int d = 0; d < at; d++) {
                index += orders.get(d);
            }
            return new Term(index, order, factor);
        }

        private List<Term> terms(int[] order) {
            int[] moving = moving(order);
            int total = Arrays.stream(order).sum();
            if (moving.length == 0) {
                return List.of(new Term(0, 0, 1));
            }
            if (moving.length == 1) {
                double factorial = 1;
                for (int k = 2; k <= total; k++) {
                    factorial *= k;
                }
                return List.of(term(line(moving[0], -1, 0), total, factorial));
            }
            double[] plus = line(moving[0], moving[1], 1);
            double[] minus = line(moving[0], moving[1], -1);
            if (total == 2) {
                return List.of(term(plus, 2, 0.5), term(minus, 2, -0.5));
            }
            boolean first = order[moving[0]] == 2;
            return List.of(
                    term(plus, 3, 1),
                    term(minus, 3, first ? -1 : 1),
                    term(line(first ? moving[1] : moving[0], -1, 0), 3, -2));
        }
    }
}

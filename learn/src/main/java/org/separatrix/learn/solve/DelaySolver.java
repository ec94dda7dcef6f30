package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Solves a delay equation, `y'(t) = f(t, y(t), y(t - d1), y(t - d2), ...)`, so that the solution
/// can be differentiated.
///
/// The method of steps with the classical Runge–Kutta method; the past is read from cubic
/// interpolants, so that the whole is of order four where the solution is smooth. It is not where
/// delays of the start arrive: steps that divide every delay land there. Gradients go through the
/// graph; delays are numbers and are not differentiated.
///
/// ```java
/// DelaySolver.Field field = (t, y, past) -> network.forward(weights, Tensors.join(1, List.of(y, past.getFirst())));
/// var path = new DelaySolver(field, 20, 1.5).solve(t -> start, 0, 1, 2, 3);
/// ```
///
/// Source: A. Bellen, M. Zennaro, Numerical Methods for Delay Differential Equations (2003); Q.
/// Zhu, Y. Guo, W. Lin, "Neural delay differential equations", ICLR 2021.
public final class DelaySolver {

    private final Field field;
    private final double[] delays;
    private final double step;

    /// @param steps within the shortest delay, at least 1
    /// @param delays above 0, at least one
    public DelaySolver(Field field, int steps, double... delays) {
        if (steps < 1 || delays.length == 0 || !Arrays.stream(delays).allMatch(d -> d > 0)) {
            throw new SolveException(
                    "steps must be at least 1 and delays above 0, got %d and %s"
                            .formatted(steps, Arrays.toString(delays)));
        }
        this.field = field;
        this.delays = delays.clone();
        step = Arrays.stream(delays).min().orElseThrow() / steps;
    }

    /// The right-hand side.
    @FunctionalInterface
    public interface Field {

        /// @param y present state, any shape
        /// @param past states in the order of the delays, shaped like `y`
        /// @return same shape as `y`
        Tensor at(double t, Tensor y, List<Tensor> past);
    }

    /// The solution up to the start.
    @FunctionalInterface
    public interface History {

        /// @param t at most the first time
        Tensor at(double t);
    }

    /// The solution at the times, of which the first is where the history ends.
    ///
    /// @param times strictly increasing, at least two
    /// @return shape (times, ...), part of the graph of all that history and field depend on
    /// @throws SolveException if the times do not increase or the solution leaves the range of
    ///   numbers
    public Tensor solve(History history, double... times) {
        if (times.length < 2) {
            throw new SolveException("a solution needs at least two times, got " + times.length);
        }
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1])) {
                throw new SolveException(
                        "times must strictly increase; number %d is %s after %s"
                                .formatted(i, times[i], times[i - 1]));
            }
        }
        try (var scope = new Scope()) {
            var path = new Path(history, times[0]);
            while (path.end() < times[times.length - 1] - 1e-9 * step) {
                path.advance();
            }
            var values = Arrays.stream(times).mapToObj(path::at).toList();
            var solution = Tensors.stack(0, values);
            if (!Double.isFinite(Tensors.value(solution.detach().abs().sum()))) {
                throw new SolveException(
                        "the delay equation left the finite numbers before t=%s; take more steps"
                                .formatted(times[times.length - 1]));
            }
            return scope.keep(solution);
        }
    }

    /// The solution so far: states and slopes at the ends of steps.
    private final class Path {

        private final History history;
        private final double start;
        private final List<Tensor> states = new ArrayList<>();
        private final List<Tensor> slopes = new ArrayList<>();

        Path(History history, double start) {
            this.history = history;
            this.start = start;
            states.add(history.at(start));
            slopes.add(slope(start, states.getFirst()));
        }

        double end() {
            return start + (states.size() - 1) * step;
        }

        private Tensor slope(double t, Tensor y) {
            return field.at(t, y, Arrays.stream(delays).mapToObj(d -> at(t - d)).toList());
        }

        void advance() {
            double t = end();
            var y = states.getLast();
            var k1 = slopes.getLast();
            var k2 = slope(t + step / 2, Tensors.plus(y, step / 2, k1));
            var k3 = slope(t + step / 2, Tensors.plus(y, step / 2, k2));
            var k4 = slope(t + step, Tensors.plus(y, step, k3));
            var sum = k1.add(Tensors.scale(k2.add(k3), 2)).add(k4);
            var next = Tensors.plus(y, step / 6, sum);
            states.add(next);
            slopes.add(slope(end(), next));
        }

        Tensor at(double t) {
            double place = (t - start) / step;
            if (place <= 0) {
                return history.at(Math.min(t, start));
            }
            int whole = (int) Math.round(place);
            if (Math.abs(place - whole) < 1e-9 && whole < states.size()) {
                return states.get(whole);
            }
            int i = Math.min((int) place, states.size() - 2);
            return RungeKutta.hermite(
                    place - i,
                    step,
                    states.get(i),
                    slopes.get(i),
                    states.get(i + 1),
                    slopes.get(i + 1));
        }
    }
}

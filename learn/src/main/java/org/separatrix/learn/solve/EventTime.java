package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.function.ToDoubleFunction;

/// The moment at which a function of the solution first vanishes, with its gradient.
///
/// The moment is found by bisection on the dense output; its gradient, and that of the solution
/// there, are those of the implicit function.
///
/// @param time shape (), part of the graph
/// @param state solution at that time, part of the graph
public record EventTime(Tensor time, Tensor state) {

    /// What vanishes.
    @FunctionalInterface
    public interface Condition {

        /// @return one number, differentiable in `y`
        Tensor at(double t, Tensor y);
    }

    /// The first event of a solution.
    ///
    /// @param field the equation
    /// @param y start at time `from`
    /// @param until where the search ends
    /// @throws SolveException if nothing vanishes until then
    public static EventTime first(
            VectorField field,
            RungeKutta method,
            StepControl control,
            Condition condition,
            Tensor y,
            double from,
            double until) {
        try (var scope = new Scope()) {
            double when =
                    Autograd.without(
                            () -> search(field, method, control, condition, y, from, until));
            var there = Solver.of(method.on(field), control).solve(y, from, when).last();
            var value = condition.at(when, there).sum();
            // Change of the condition along the solution, a plain number.
            double h = 1e-6 * Math.max(1, Math.abs(when));
            double rate =
                    Autograd.without(() -> {
                        var slope = field.at(when, there);
                        ToDoubleFunction<Double> along =
                                d ->
                                        Tensors.value(
                                                condition.at(
                                                        when + d, Tensors.plus(there, d, slope)));
                        return (along.applyAsDouble(h) - along.applyAsDouble(-h)) / (2 * h);
                    });
            // Zero in value; its gradient is that of the implicit function.
            var shift = Tensors.scale(value.sub(value.detach()), -1 / rate);
            var time = Tensors.shift(shift, when);
            var state = there.add(field.at(when, there).detach().mul(shift));
            return new EventTime(scope.keep(time), scope.keep(state));
        }
    }

    private static double search(
            VectorField field,
            RungeKutta method,
            StepControl control,
            Condition condition,
            Tensor y,
            double from,
            double until) {
        double[] bracket = {from, Double.NaN};
        double first = Tensors.value(condition.at(from, y));
        var solver = Solver.of(method.on(field), control);
        int pieces = 200;
        var times = new double[pieces + 1];
        for (int i = 0; i <= pieces; i++) {
            times[i] = from + (until - from) * i / pieces;
        }
        var path = solver.solve(y, times).values();
        int after = -1;
        for (int i = 1; i <= pieces && after < 0; i++) {
            double value = Tensors.value(condition.at(times[i], path.select(0, i)));
            if (first == 0) {
                first = value;
            } else if (value == 0 || value * first < 0) {
                after = i;
            }
        }
        if (after < 0) {
            throw new SolveException(
                    "no event between t=%s and t=%s; look further ahead".formatted(from, until));
        }
        bracket[0] = times[after - 1];
        bracket[1] = times[after];
        var start = path.select(0, after - 1);
        double begin = times[after - 1];
        while (bracket[1] - bracket[0] > 4 * Math.ulp(Math.max(1, Math.abs(bracket[1])))) {
            double middle = 0.5 * (bracket[0] + bracket[1]);
            try (var _ = new Scope()) {
                var there = middle == begin ? start : solver.solve(start, begin, middle).last();
                double value = Tensors.value(condition.at(middle, there));
                if (value * first > 0) {
                    bracket[0] = middle;
                } else {
                    bracket[1] = middle;
                }
            }
        }
        return 0.5 * (bracket[0] + bracket[1]);
    }
}

package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Takes the steps of a solution, with or without a graph, and notes them.
///
/// Outputs are computed in the step that covers them. Nothing but the present state, the outputs
/// and the lengths of the steps is kept alive here.
final class Marching {

    /// One accepted step and the outputs that lie in it.
    ///
    /// @param fractions where in the step the outputs lie, in (0, 1]
    record Taken(double t, double h, double[] fractions) {}

    /// Hears of each accepted step, before its state is freed.
    interface Listener {
        Listener NONE = (_, _) -> {};

        /// @param before state at the beginning of the step
        void took(Taken step, List<Tensor> before);
    }

    private static final double SAFETY = 0.9;
    private static final double SMALLEST = 0.2;
    private static final double LARGEST = 10;

    private final Stepper stepper;
    private final StepControl control;
    private final int[] groups;
    private int accepted;
    private int rejected;

    /// @param groups lengths of the parts of the last axis that each must meet the tolerance, from
    ///   the first element on; what they do not cover is not controlled. None: one part, the whole
    Marching(Stepper stepper, StepControl control, int... groups) {
        this.stepper = stepper;
        this.control = control;
        this.groups = groups;
        if (control instanceof StepControl.Adaptive && stepper.errorOrder() == 0) {
            throw new SolveException(
                    "%s has no error estimate; use StepControl.constant, or a method such as TSIT5"
                            .formatted(stepper.name()));
        }
    }

    int accepted() {
        return accepted;
    }

    int rejected() {
        return rejected;
    }

    /// The solution at the times.
    ///
    /// @param times strictly monotone; the first is where `y` lies
    /// @return one tensor a time, owned by the caller's scope
    List<Tensor> run(Tensor y, double[] times, Listener listener) {
        check(times);
        var outputs = new ArrayList<Tensor>();
        outputs.add(y);
        if (times.length == 1) {
            return outputs;
        }
        double direction = Math.signum(times[1] - times[0]);
        double end = times[times.length - 1];
        double t = times[0];
        double[] memory = {1, 1};
        int next = 1;
        try (var scope = new Scope();
                var state = new Held()) {
            state.set(stepper.start(t, y));
            double h = direction * first(state.get(), Math.abs(end - t));
            while (next < times.length) {
                double step = limited(t, h, end, direction);
                try (var inner = new Scope()) {
                    var advance = stepper.step(t, step, state.get());
                    double factor = 1;
                    if (control instanceof StepControl.Adaptive adaptive) {
                        double error = scaled(adaptive, advance, state.get().getFirst());
                        factor = factor(adaptive, error, memory);
                        if (!(error <= 1)) {
                            rejected++;
                            h = step * Math.min(factor, 0.9);
                            tooShort(adaptive, t, h, state.get());
                            continue;
                        }
                        memory[1] = memory[0];
                        memory[0] = Math.max(error, 1e-10);
                    } else {
                        requireFinite(t, advance);
                    }
                    double to = step == end - t ? end : t + step;
                    int from = next;
                    while (next < times.length
                            && direction * (times[next] - to) <= 1e-14 * Math.abs(to)) {
                        next++;
                    }
                    var fractions = new double[next - from];
                    for (int i = 0; i < fractions.length; i++) {
                        fractions[i] = Math.min(1, (times[from + i] - t) / step);
                        if (next == times.length && i == fractions.length - 1) {
                            fractions[i] = 1;
                        }
                        outputs.add(scope.keep(inner.keep(advance.dense().apply(fractions[i]))));
                    }
                    listener.took(new Taken(t, step, fractions), state.get());
                    state.set(advance.next());
                    t = to;
                    if (control instanceof StepControl.Adaptive) {
                        // A step shortened to meet a time says nothing against the longer one.
                        double proposed = Math.abs(step * factor);
                        boolean shortened = Math.abs(step) < Math.abs(h);
                        h = direction * (shortened ? Math.max(proposed, Math.abs(h)) : proposed);
                    }
                    if (++accepted > StepControl.MOST_STEPS) {
                        throw new SolveException(
                                "%d steps brought %s only to t=%s; maybe loosen the tolerance"
                                        .formatted(StepControl.MOST_STEPS, stepper.name(), t));
                    }
                }
            }
        }
        return outputs;
    }

    private void check(double[] times) {
        if (times.length == 0) {
            throw new SolveException("no times are asked for");
        }
        for (int i = 1; i < times.length; i++) {
            boolean same = times[i] == times[i - 1];
            boolean turned = i > 1 && (times[i] - times[i - 1]) * (times[1] - times[0]) < 0;
            if (same || turned || !Double.isFinite(times[i])) {
                throw new SolveException(
                        "times must be strictly monotone; number %d is %s after %s"
                                .formatted(i, times[i], times[i - 1]));
            }
        }
    }

    private double limited(double t, double h, double end, double direction) {
        double length = Math.abs(h);
        double left = Math.abs(end - t);
        if (control instanceof StepControl.Adaptive adaptive) {
            length = Math.min(length, adaptive.longest());
            for (double stop : adaptive.stops()) {
                double ahead = direction * (stop - t);
                if (ahead > 1e-13 * Math.max(1, Math.abs(t))) {
                    left = Math.min(left, ahead);
                }
            }
        }
        // A last sliver is taken along.
        return direction * (left <= length * (1 + 1e-9) ? left : length);
    }

    /// The first step by the rule of Hairer, Nørsett and Wanner (1993, II.4).
    private double first(List<Tensor> state, double span) {
        if (!(control instanceof StepControl.Adaptive adaptive)) {
            return ((StepControl.Constant) control).h();
        }
        if (adaptive.first() > 0) {
            return adaptive.first();
        }
        if (state.size() < 2) {
            return span / 100;
        }
        return Autograd.without(() -> {
            try (var _ = new Scope()) {
                var y = state.get(0);
                var scale =
                        Tensors.shift(
                                Tensors.scale(y.abs(), adaptive.relative()), adaptive.absolute());
                double d0 = rms(y.div(scale));
                double d1 = rms(state.get(1).div(scale));
                double h = d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1;
                return Math.min(Math.max(h, 1e-6 * span), span);
            }
        });
    }

    private double scaled(StepControl.Adaptive adaptive, Stepper.Advance advance, Tensor y) {
        return Autograd.without(() -> {
            try (var _ = new Scope()) {
                var error = Objects.requireNonNull(advance.error());
                var largest = y.abs().maximum(advance.next().getFirst().abs());
                var scale =
                        Tensors.shift(
                                Tensors.scale(largest, adaptive.relative()), adaptive.absolute());
                var ratio = error.div(scale);
                if (groups.length == 0) {
                    return rms(ratio);
                }
                double worst = 0;
                long from = 0;
                for (int group : groups) {
                    double own = rms(ratio.narrow(-1, from, group));
                    // A NaN must not be lost in the comparison.
                    worst = own <= worst ? worst : own;
                    from += group;
                }
                return worst;
            }
        });
    }

    private static double rms(Tensor x) {
        return Math.sqrt(x.square().mean().item_double());
    }

    private double factor(StepControl.Adaptive a, double error, double[] memory) {
        if (!Double.isFinite(error)) {
            return SMALLEST;
        }
        double p = stepper.errorOrder();
        double r = Math.max(error, 1e-10);
        double b1 = (a.proportional() + a.integral() + a.derivative()) / p;
        double b2 = -(a.proportional() + 2 * a.derivative()) / p;
        double b3 = a.derivative() / p;
        double factor =
                SAFETY * Math.pow(r, -b1) * Math.pow(memory[0], -b2) * Math.pow(memory[1], -b3);
        return Math.clamp(factor, SMALLEST, LARGEST);
    }

    private void tooShort(StepControl.Adaptive adaptive, double t, double h, List<Tensor> state) {
        double shortest = Math.max(adaptive.shortest(), 1e-15 * Math.abs(t));
        if (Math.abs(h) < shortest) {
            double slope = state.size() > 1 ? rms(state.get(1).detach()) : Double.NaN;
            throw new SolveException(
                    "%s needs a step below %s at t=%s (|f| = %s): likely stiff or singular; try an implicit method, a looser tolerance or a smoother right-hand side"
                            .formatted(stepper.name(), shortest, t, slope));
        }
    }

    private void requireFinite(double t, Stepper.Advance advance) {
        if (!Double.isFinite(rms(advance.next().getFirst().detach()))) {
            throw new SolveException(
                    "%s left the finite numbers in the step from t=%s; try a shorter step"
                            .formatted(stepper.name(), t));
        }
    }

    /// A state that outlives the scope it was made in, freed when the next one takes its place.
    static final class Held implements AutoCloseable {
        private @Nullable List<Tensor> tensors;

        void set(List<Tensor> next) {
            next.forEach(Scope::promote);
            close();
            tensors = next;
        }

        List<Tensor> get() {
            return Objects.requireNonNull(tensors);
        }

        @Override
        public void close() {
            if (tensors != null) {
                tensors.forEach(Scope::release);
                tensors = null;
            }
        }
    }
}

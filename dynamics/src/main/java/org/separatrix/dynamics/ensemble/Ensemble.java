package org.separatrix.dynamics.ensemble;

import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.equations.compile.LaneKernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/// Many orbits of one flow, advanced in the lanes of the vector unit on several cores.
///
/// ```java
/// var ensemble = Ensemble.of(Catalog.flow("Lorenz"));
/// double[][] ends = ensemble.rk4(starts, 0, 0.01, 1000);
/// var result = ensemble.integrate(starts, new double[] {0, 10, 20}, 1e-12);
/// ```
///
/// Members are cut into groups of a fixed size, so the numbers do not depend on the number of
/// threads. An ensemble is immutable and may be shared.
public final class Ensemble {

    /// Members of one task: enough to refill lanes from, few enough to spread over cores.
    private static final int GROUP = 512;

    private final CompiledFlow flow;
    private final int threads;
    private final List<MemberParameter> members;
    private final BooleanSupplier cancelled;

    /// One parameter with a value for each member.
    private record MemberParameter(int index, double[] values) {}

    private Ensemble(
            CompiledFlow flow,
            int threads,
            List<MemberParameter> members,
            BooleanSupplier cancelled) {
        this.flow = flow;
        this.threads = threads;
        this.members = members;
        this.cancelled = cancelled;
    }

    /// An ensemble of `flow` on all cores.
    public static Ensemble of(CompiledFlow flow) {
        return new Ensemble(
                flow.copy(), Runtime.getRuntime().availableProcessors(), List.of(), () -> false);
    }

    /// The same ensemble on this many threads.
    public Ensemble threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + count);
        }
        return new Ensemble(flow, count, members, cancelled);
    }

    /// The same ensemble with a value of parameter `name` for each member; may be called for
    /// several parameters.
    ///
    /// ```java
    /// double[] rho = IntStream.range(0, m).mapToDouble(i -> 20 + 0.01 * i).toArray();
    /// double[][] ends = ensemble.parameter("rho", rho).rk4(starts, 0, 0.01, 1000);
    /// ```
    ///
    /// @param values one a member; their number is compared with that of the starts
    /// @throws IllegalArgumentException if the flow has no such parameter
    public Ensemble parameter(String name, double[] values) {
        int index = flow.parameters().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no parameter %s; the parameters are %s"
                            .formatted(name, String.join(", ", flow.parameters())));
        }
        var more = new ArrayList<>(members);
        more.add(new MemberParameter(index, values.clone()));
        return new Ensemble(flow, threads, List.copyOf(more), cancelled);
    }

    /// The same ensemble, failing with a [CancellationException] soon after `stop` answers true; it
    /// is asked by all threads, before every step of adaptive integrations and every block of lanes
    /// of fixed steps.
    public Ensemble cancelled(BooleanSupplier stop) {
        return new Ensemble(flow, threads, members, stop);
    }

    /// Final states after `steps` classical Runge–Kutta steps of length `h`; a member that diverges
    /// ends infinite or not a number and disturbs no other.
    ///
    /// @param starts m states of length d, left as they are
    /// @return m states of length d
    /// @throws CancellationException if [#cancelled] says so
    public double[][] rk4(double[][] starts, double t0, double h, int steps) {
        check(starts);
        if (steps < 0 || !Double.isFinite(h)) {
            throw new IllegalArgumentException(
                    "expected steps >= 0 of finite length, got %d of %s".formatted(steps, h));
        }
        var ends = new double[starts.length][flow.dimension()];
        inGroups(
                starts.length,
                (kernel, from, to) -> {
                    int lanes = kernel.lanes();
                    var block = new double[flow.dimension() * lanes];
                    for (int first = from; first < to; first += lanes) {
                        checkCancelled();
                        for (int lane = 0; lane < lanes; lane++) {
                            // Lanes beyond the last member repeat it.
                            put(starts[Math.min(first + lane, to - 1)], block, lane, lanes);
                        }
                        parameters(kernel, first, to);
                        kernel.rk4(t0, h, steps, block);
                        for (int lane = 0; lane < lanes && first + lane < to; lane++) {
                            take(block, lane, lanes, ends[first + lane]);
                        }
                    }
                });
        return ends;
    }

    /// States at given times by Taylor series whose order follows the tolerance and whose step is
    /// each member's own (Jorba and Zou, Experimental Mathematics 14, 2005).
    ///
    /// A lane whose member has finished takes the next one, so that lanes stay full. A member that
    /// fails leaves its reason in the result, the others go on.
    ///
    /// @param starts m states of length d at the first time, left as they are
    /// @param times strictly increasing or strictly decreasing, at least 2
    /// @param tolerance error allowed in a step, relative to the largest state and absolute below
    ///   1; in (0, 0.1]
    public EnsembleResult integrate(double[][] starts, double[] times, double tolerance) {
        check(starts);
        if (!(tolerance > 0 && tolerance <= 0.1)) {
            throw new IllegalArgumentException("tolerance must lie in (0, 0.1], got " + tolerance);
        }
        if (times.length < 2) {
            throw new IllegalArgumentException("expected at least 2 times, got " + times.length);
        }
        double direction = Math.signum(times[1] - times[0]);
        for (int i = 1; i < times.length; i++) {
            if (!((times[i] - times[i - 1]) * direction > 0) || !Double.isFinite(times[i])) {
                throw new IllegalArgumentException(
                        "times must increase or decrease strictly, got %s after %s at index %d"
                                .formatted(times[i], times[i - 1], i));
            }
        }
        var result = new EnsembleResult(times, flow.names(), starts.length);
        inGroups(
                starts.length,
                (kernel, from, to) ->
                        new TaylorLanes(kernel, tolerance, starts, result, this::memberParameters)
                                .run(from, to, this::checkCancelled));
        return result;
    }

    private void checkCancelled() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("the ensemble was cancelled");
        }
    }

    /// Sets the parameters that differ between members.
    private void memberParameters(LaneKernel kernel, int[] memberOfLane) {
        for (var parameter : members) {
            var values = new double[kernel.lanes()];
            for (int lane = 0; lane < values.length; lane++) {
                values[lane] = parameter.values()[memberOfLane[lane]];
            }
            kernel.parameter(parameter.index(), values);
        }
    }

    private void parameters(LaneKernel kernel, int first, int to) {
        if (members.isEmpty()) {
            return;
        }
        var memberOfLane = new int[kernel.lanes()];
        for (int lane = 0; lane < memberOfLane.length; lane++) {
            memberOfLane[lane] = Math.min(first + lane, to - 1);
        }
        memberParameters(kernel, memberOfLane);
    }

    private void check(double[][] starts) {
        int d = flow.dimension();
        for (int m = 0; m < starts.length; m++) {
            if (starts[m].length != d) {
                throw new IllegalArgumentException(
                        "expected starts of length %d, got %d for member %d"
                                .formatted(d, starts[m].length, m));
            }
        }
        for (var parameter : members) {
            if (parameter.values().length != starts.length) {
                throw new IllegalArgumentException(
                        "expected %d values of %s, one a member, got %d"
                                .formatted(
                                        starts.length,
                                        flow.parameters().get(parameter.index()),
                                        parameter.values().length));
            }
        }
    }

    static void put(double[] state, double[] block, int lane, int lanes) {
        for (int i = 0; i < state.length; i++) {
            block[i * lanes + lane] = state[i];
        }
    }

    static void take(double[] block, int lane, int lanes, double[] state) {
        for (int i = 0; i < state.length; i++) {
            state[i] = block[i * lanes + lane];
        }
    }

    /// Work on members `from` to `to - 1`.
    private interface Task {
        void run(LaneKernel kernel, int from, int to);
    }

    private void inGroups(int count, Task task) {
        var lanes =
                flow.kernel()
                        .lanes()
                        .orElseThrow(
                                () -> new IllegalStateException("the flow has no kernel in lanes"));
        int size = Math.ceilDiv(GROUP, lanes.lanes()) * lanes.lanes();
        var tasks = new ArrayList<Callable<Void>>();
        for (int from = 0; from < count; from += size) {
            int first = from;
            tasks.add(() -> {
                task.run(lanes.copy(), first, Math.min(first + size, count));
                return null;
            });
        }
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var future : pool.invokeAll(tasks)) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the ensemble was running", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException stopped) {
                throw stopped;
            }
            throw new IllegalStateException("a group of the ensemble failed", e.getCause());
        }
    }
}

package org.separatrix.dynamics.simulate;

import org.separatrix.dynamics.DelayFlow;
import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.IteratedMap;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.dynamics.files.TrajectorySink;
import org.separatrix.dynamics.integrate.DelayIntegrator;
import org.separatrix.dynamics.integrate.History;
import org.separatrix.dynamics.integrate.IntegrationException;
import org.separatrix.dynamics.integrate.Integrator;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.dynamics.jump.JumpException;
import org.separatrix.dynamics.jump.JumpSimulator;
import org.separatrix.dynamics.stochastic.BrownianPath;
import org.separatrix.dynamics.stochastic.StochasticFlow;
import org.separatrix.dynamics.stochastic.StochasticIntegrator;
import org.separatrix.dynamics.stochastic.StochasticMethod;

import java.util.List;
import java.util.stream.IntStream;

/// Simulates a described system, whatever its kind.
///
/// ```java
/// var trajectory = Simulation.of(Catalog.system("Lorenz"))
///         .run(SimulationSettings.DEFAULT.withPoints(5000));
/// ```
///
/// Flows use `auto`, delay equations the method of steps, stochastic equations `sri` where their
/// noise allows it and `euler` otherwise, reactions the direct method, partial differential
/// equations ETDRK4. Immutable and shared freely.
public final class Simulation {

    private final SystemDescription system;

    private Simulation(SystemDescription system) {
        this.system = system;
    }

    /// A simulation of `system`.
    public static Simulation of(SystemDescription system) {
        return new Simulation(system);
    }

    /// The system.
    public SystemDescription system() {
        return system;
    }

    /// The trajectory from the first start.
    ///
    /// @throws SimulationException if the end cannot be reached; its cause tells where and why
    /// @throws IllegalArgumentException if the settings do not suit the kind of system
    public Trajectory run(SimulationSettings settings) {
        return run(settings, 0);
    }

    /// The trajectories from all starts; start number i uses the seed `seed + i`.
    ///
    /// @throws SimulationException if the end of one cannot be reached
    public List<Trajectory> runAll(SimulationSettings settings) {
        int count = Math.max(1, settings.starts().size());
        return IntStream.range(0, count).mapToObj(i -> run(settings, i)).toList();
    }

    /// Writes the trajectory from the first start row by row while it is computed: the rows of
    /// [#run], to the bit. Finishing the sink is left to the caller.
    ///
    /// ```java
    /// var lorenz = Catalog.system("Lorenz");
    /// try (var sink = TrajectoryFiles.sink(path, lorenz.system().states(), List.of())) {
    ///     Simulation.of(lorenz).stream(settings.withPoints(100_000_000), sink);
    ///     sink.finish();
    /// }
    /// ```
    ///
    /// Where [#streams] answers true a single row is held, however many are written; otherwise the
    /// trajectory is held once.
    ///
    /// @return number of rows
    /// @throws SimulationException if the end cannot be reached; its cause tells where and why
    /// @throws IllegalArgumentException if the settings do not suit the kind of system
    public int stream(SimulationSettings settings, TrajectorySink sink) {
        if (!streams(settings)) {
            var trajectory = run(settings);
            for (int i = 0; i < trajectory.size(); i++) {
                sink.row(trajectory.time(i), trajectory.state(i));
            }
            return trajectory.size();
        }
        check(settings);
        var times = OutputTimes.of(system, settings);
        try {
            if (system.kind() == Kind.MAP) {
                visit(settings, times, 0, (n, x) -> sink.row((double) n, x));
            } else {
                var integrator = integrator(settings, times);
                var flow = system.flow();
                double[] x = settled(integrator, flow, settings, times, 0);
                var writer = new RowWriter(times, x, sink);
                integrator.integrate(flow, x, times.at(0), times.at(times.points() - 1), writer);
            }
        } catch (IntegrationException e) {
            throw new SimulationException(system.name(), e);
        }
        return times.points();
    }

    /// Whether [#stream] writes each row when it is known and keeps none: so for flows without
    /// noise and for maps.
    public boolean streams(SimulationSettings settings) {
        return system.kind() == Kind.MAP || (system.kind() == Kind.FLOW && settings.noise() == 0);
    }

    /// Rows that a trajectory of these settings has.
    ///
    /// @throws IllegalArgumentException if they are more than can be counted
    public int points(SimulationSettings settings) {
        return OutputTimes.of(system, settings).points();
    }

    /// Numbers that are held at once while [#run] computes a trajectory of these settings: its
    /// rows, and those of the transient where it is simulated in the same run. Nothing is computed;
    /// whoever takes settings from outside asks this first.
    ///
    /// @throws IllegalArgumentException if the rows are more than can be counted
    public double numbers(SimulationSettings settings) {
        var times = OutputTimes.of(system, settings);
        double rows = times.points() + (streams(settings) ? 0 : times.first() / times.every());
        double states =
                switch (system.kind()) {
                    case PDE -> Systems.pde(system).names().size();
                    case DELAY ->
                            (double) system.initial().length * Math.max(1, settings.embedding());
                    case FLOW, MAP, STOCHASTIC, JUMP -> system.initial().length;
                };
        return rows * (1 + states);
    }

    private Trajectory run(SimulationSettings settings, int number) {
        check(settings);
        var times = OutputTimes.of(system, settings);
        try {
            return switch (system.kind()) {
                case FLOW ->
                        settings.noise() > 0
                                ? stochastic(
                                        StochasticFlow.disturbed(system.system(), settings.noise()),
                                        settings,
                                        times,
                                        number)
                                : flow(settings, times, number);
                case MAP -> map(settings, times, number);
                case DELAY -> delay(settings, times, number);
                case STOCHASTIC ->
                        stochastic(StochasticFlow.of(system.system()), settings, times, number);
                case JUMP -> jump(settings, times, number);
                case PDE -> pde(settings, times, number);
            };
        } catch (IntegrationException | JumpException e) {
            throw new SimulationException(system.name(), e);
        }
    }

    private void check(SimulationSettings settings) {
        if (settings.noise() > 0 && system.kind() != Kind.FLOW) {
            throw new IllegalArgumentException(
                    "%s: noise can be added to a flow, not to a %s"
                            .formatted(system.name(), system.kind().text()));
        }
        if (settings.embedding() > 0 && system.kind() != Kind.DELAY) {
            throw new IllegalArgumentException(
                    "%s: embedding is for delay systems, this is a %s"
                            .formatted(system.name(), system.kind().text()));
        }
    }

    private double[] start(SimulationSettings settings, int number) {
        return settings.starts().isEmpty() ? system.initial() : settings.starts().get(number);
    }

    private Trajectory flow(SimulationSettings settings, OutputTimes times, int number) {
        var integrator = integrator(settings, times);
        var flow = system.flow();
        return integrator.solve(
                flow, settled(integrator, flow, settings, times, number), times.times());
    }

    private Integrator integrator(SimulationSettings settings, OutputTimes times) {
        var integrator =
                Integrators.named(settings.method().isEmpty() ? "auto" : settings.method())
                        .cancelled(settings.cancelled());
        return integrator.fixedStep()
                ? integrator.step(step(settings, times))
                : integrator.tolerance(settings.rtol(), settings.atol());
    }

    /// The start after the transient.
    private double[] settled(
            Integrator integrator,
            Flow flow,
            SimulationSettings settings,
            OutputTimes times,
            int number) {
        double[] x = start(settings, number);
        return times.first() > 0 ? integrator.integrate(flow, x, 0, times.first()).state() : x;
    }

    private double step(SimulationSettings settings, OutputTimes times) {
        return settings.step() > 0
                ? settings.step()
                : Math.min(times.every(), system.step().orElse(times.every()));
    }

    private Trajectory map(SimulationSettings settings, OutputTimes times, int number) {
        int d = system.initial().length;
        var numbers = new double[times.points()];
        var states = new double[Math.multiplyExact(times.points(), d)];
        var row = new int[1];
        visit(
                settings,
                times,
                number,
                (n, x) -> {
                    numbers[row[0]] = (double) n;
                    System.arraycopy(x, 0, states, row[0] * d, d);
                    row[0]++;
                });
        return new Trajectory(numbers, states, system.system().states());
    }

    private void visit(
            SimulationSettings settings,
            OutputTimes times,
            int number,
            IteratedMap.Visitor visitor) {
        only(settings, "iterate");
        Systems.map(system)
                .visit(
                        start(settings, number),
                        Math.round(times.first()),
                        (long) times.every(),
                        times.points(),
                        settings.cancelled(),
                        visitor);
    }

    private Trajectory delay(SimulationSettings settings, OutputTimes times, int number) {
        only(settings, "tsit5");
        var integrator =
                DelayIntegrator.tolerance(settings.rtol(), settings.atol())
                        .cancelled(settings.cancelled());
        var flow = DelayFlow.of(system.system());
        var history =
                settings.starts().isEmpty()
                        ? Systems.history(system)
                        : History.constant(settings.starts().get(number));
        // The past belongs to the state: the transient is simulated in the same run.
        int skipped = times.skipped();
        var all = new OutputTimes(0, times.every(), times.points() + skipped).times();
        var x =
                settings.embedding() > 0
                        ? integrator.embedding(flow, history, all, settings.embedding())
                        : integrator.solve(flow, history, all);
        return x.slice(skipped, x.size());
    }

    private Trajectory stochastic(
            StochasticFlow flow, SimulationSettings settings, OutputTimes times, int number) {
        var method =
                settings.method().isEmpty()
                        ? StochasticMethod.suiting(flow)
                        : StochasticMethod.named(settings.method());
        int steps = times.steps(step(settings, times));
        var path =
                new BrownianPath(settings.seed() + number, flow.channels(), times.every() / steps);
        int skipped = times.skipped();
        var x =
                new StochasticIntegrator(method)
                        .cancelled(settings.cancelled())
                        .solve(
                                flow,
                                path,
                                start(settings, number),
                                0,
                                times.points() + skipped,
                                steps);
        return x.slice(skipped, x.size());
    }

    private Trajectory jump(SimulationSettings settings, OutputTimes times, int number) {
        var simulator =
                switch (settings.method()) {
                    case "", "direct" -> JumpSimulator.DIRECT;
                    case "tau-leaping" -> JumpSimulator.TAU_LEAPING;
                    default ->
                            throw new IllegalArgumentException(
                                    "no jump method %s; there are direct, tau-leaping"
                                            .formatted(settings.method()));
                };
        int skipped = times.skipped();
        var all = new OutputTimes(0, times.every(), times.points() + skipped).times();
        var x =
                simulator
                        .cancelled(settings.cancelled())
                        .solve(
                                Systems.jump(system),
                                start(settings, number),
                                all,
                                settings.seed() + number);
        return x.slice(skipped, x.size());
    }

    private Trajectory pde(SimulationSettings settings, OutputTimes times, int number) {
        only(settings, "etdrk4");
        var pde = Systems.pde(system);
        double[] start =
                settings.starts().isEmpty()
                        ? Systems.start(system, pde)
                        : settings.starts().get(number);
        int steps = times.steps(step(settings, times));
        int skipped = times.skipped();
        var x =
                pde.solve(
                        start,
                        times.every() / steps,
                        times.points() + skipped,
                        steps,
                        settings.cancelled());
        return x.slice(skipped, x.size());
    }

    private void only(SimulationSettings settings, String method) {
        if (!settings.method().isEmpty() && !settings.method().equals(method)) {
            throw new IllegalArgumentException(
                    "%s is a %s: its only method is %s, got %s"
                            .formatted(
                                    system.name(),
                                    system.kind().text(),
                                    method,
                                    settings.method()));
        }
    }
}

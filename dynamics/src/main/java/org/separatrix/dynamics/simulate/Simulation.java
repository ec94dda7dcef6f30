package org.separatrix.dynamics.simulate;

import org.separatrix.dynamics.DelayFlow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.dynamics.integrate.DelayIntegrator;
import org.separatrix.dynamics.integrate.History;
import org.separatrix.dynamics.integrate.IntegrationException;
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

    private Trajectory run(SimulationSettings settings, int number) {
        var times = OutputTimes.of(system, settings);
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

    private double[] start(SimulationSettings settings, int number) {
        return settings.starts().isEmpty() ? system.initial() : settings.starts().get(number);
    }

    private Trajectory flow(SimulationSettings settings, OutputTimes times, int number) {
        var integrator =
                Integrators.named(settings.method().isEmpty() ? "auto" : settings.method())
                        .cancelled(settings.cancelled());
        integrator =
                integrator.fixedStep()
                        ? integrator.step(step(settings, times))
                        : integrator.tolerance(settings.rtol(), settings.atol());
        var flow = system.flow();
        double[] x = start(settings, number);
        if (times.first() > 0) {
            x = integrator.integrate(flow, x, 0, times.first()).state();
        }
        return integrator.solve(flow, x, times.times());
    }

    private double step(SimulationSettings settings, OutputTimes times) {
        return settings.step() > 0
                ? settings.step()
                : Math.min(times.every(), system.step().orElse(times.every()));
    }

    private Trajectory map(SimulationSettings settings, OutputTimes times, int number) {
        only(settings, "iterate");
        int every = (int) times.every();
        long first = Math.round(times.first());
        var x =
                Systems.map(system)
                        .iterate(
                                start(settings, number),
                                first,
                                Math.addExact(Math.multiplyExact(times.points() - 1, every), 1),
                                settings.cancelled());
        return thinned(x, every);
    }

    private Trajectory delay(SimulationSettings settings, OutputTimes times, int number) {
        only(settings, "tsit5");
        var integrator =
                DelayIntegrator.tolerance(settings.rtol(), settings.atol())
                        .cancelled(settings.cancelled());
        var flow = DelayFlow.of(system.system());
        var history = History.constant(start(settings, number));
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

    /// Every `every`-th state.
    private static Trajectory thinned(Trajectory x, int every) {
        if (every == 1) {
            return x;
        }
        int rows = (x.size() - 1) / every + 1;
        int d = x.dimension();
        var times = new double[rows];
        var states = new double[rows * d];
        for (int i = 0; i < rows; i++) {
            times[i] = x.time(i * every);
            System.arraycopy(x.state(i * every), 0, states, i * d, d);
        }
        return new Trajectory(times, states, x.names());
    }
}

package org.separatrix.studio;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.separatrix.analysis.lyapunov.LyapunovSettings;
import org.separatrix.analysis.lyapunov.LyapunovSpectrum;
import org.separatrix.analysis.section.PoincareSection;
import org.separatrix.analysis.section.ReturnMap;
import org.separatrix.analysis.spectrum.PowerSpectrum;
import org.separatrix.analysis.spectrum.Window;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Event;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationException;
import org.separatrix.dynamics.simulate.SimulationSettings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Looks at a system: its spectrum, a section through its attractor, what a parameter changes, its
/// exponents.
final class AnalysisApi implements HttpService {

    private static final int MOST_VALUES = 1000;
    private static final int MOST_CROSSINGS = 5000;
    private static final int POINTS = 8192;
    private static final int SEGMENT = 2048;
    private static final double PER_PERIOD = 50;

    private final Work work;

    AnalysisApi(Work work) {
        this.work = work;
    }

    /// What to look at.
    ///
    /// @param state name of the state that is observed or crossed; null for the first
    /// @param level where a section lies; null for the mean of the state
    /// @param crossings points of a section
    /// @param parameter that a diagram varies
    /// @param from its least value
    /// @param to its largest value
    /// @param values how many there are
    /// @param periods length of the run behind exponents
    record Request(
            @Nullable String system,
            @Nullable String text,
            @Nullable String kind,
            @Nullable Map<String, Double> parameters,
            double @Nullable [] initial,
            @Nullable String state,
            @Nullable Double level,
            @Nullable Integer crossings,
            @Nullable String parameter,
            @Nullable Double from,
            @Nullable Double to,
            @Nullable Integer values,
            @Nullable Integer periods) {

        SystemDescription resolve() {
            return new Draft(system, text, kind, parameters, initial).resolve();
        }
    }

    /// Points of a diagram, one after the other.
    record Points(String x, String y, double[] xs, double[] ys) {}

    @Override
    public void routing(HttpRules rules) {
        rules.post("/spectrum", this::spectrum)
                .post("/section", this::section)
                .post("/diagram", this::diagram)
                .post("/exponents", this::exponents);
    }

    private void spectrum(ServerRequest request, ServerResponse response) {
        var wanted = Answers.read(request, Request.class);
        var answer =
                work.run(over -> {
                    var system = wanted.resolve();
                    var orbit = Simulation.of(system).run(settings(POINTS, over));
                    double spacing = orbit.time(1) - orbit.time(0);
                    var power =
                            PowerSpectrum.welch(
                                    orbit.column(state(wanted, orbit.names())),
                                    spacing,
                                    SEGMENT,
                                    Window.HANN);
                    return new Points("frequency", "density", power.frequencies(), power.density());
                });
        Answers.send(response, answer);
    }

    private static SimulationSettings settings(int points, BooleanSupplier over) {
        return new SimulationSettings(
                points, 0, 0, PER_PERIOD, 0, 0, "", 1e-7, 1e-9, 0, 0, List.of(), 0, over);
    }

    private static int state(Request wanted, List<String> names) {
        if (wanted.state() == null) {
            return 0;
        }
        int index = names.indexOf(wanted.state());
        if (index < 0) {
            throw StudioException.bad(
                    "there is no state '%s'; there are %s"
                            .formatted(Text.shown(wanted.state()), String.join(", ", names)));
        }
        return index;
    }

    private static void requireFlow(SystemDescription system, String what) {
        if (system.kind() != SystemDescription.Kind.FLOW) {
            throw StudioException.bad(
                    "%s is for flows; %s is a %s"
                            .formatted(what, system.name(), system.kind().text()));
        }
    }

    /// Where the orbit crosses a plane upwards: the other two states.
    private void section(ServerRequest request, ServerResponse response) {
        var wanted = Answers.read(request, Request.class);
        int crossings = wanted.crossings() == null ? 1500 : wanted.crossings();
        if (crossings < 1 || crossings > MOST_CROSSINGS) {
            throw StudioException.bad("crossings must lie in 1..%d".formatted(MOST_CROSSINGS));
        }
        Answers.send(
                response,
                work.run(over -> {
                    var system = wanted.resolve();
                    requireFlow(system, "a section");
                    return section(system, wanted, crossings, over);
                }));
    }

    private static Map<String, Object> section(
            SystemDescription system, Request wanted, int crossings, BooleanSupplier over) {
        var orbit = Simulation.of(system).run(settings(3000, over));
        int k = state(wanted, orbit.names());
        double level =
                wanted.level() == null
                        ? Arrays.stream(orbit.column(k)).average().orElse(0)
                        : wanted.level();
        double period = system.period().orElse(orbit.time(orbit.size() - 1) / 60);
        var plane =
                Event.when(
                                "the plane %s = %.6g".formatted(orbit.names().get(k), level),
                                (_, x) -> {
                                    if (over.getAsBoolean()) {
                                        throw new CancellationException("time is over");
                                    }
                                    return x[k] - level;
                                })
                        .rising();
        var crossed =
                PoincareSection.of(system.flow(), orbit.last(), plane, 5, crossings, 10 * period);
        int first = k == 0 ? 1 : 0;
        int second = Math.min(orbit.dimension() - 1, first + 1 == k ? first + 2 : first + 1);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("state", orbit.names().get(k));
        answer.put("level", level);
        answer.put(
                "points",
                new Points(
                        orbit.names().get(first),
                        orbit.names().get(second),
                        crossed.column(first),
                        crossed.column(second)));
        return answer;
    }

    /// The long run for each value of a parameter: iterates of a map, maxima of a state otherwise.
    private void diagram(ServerRequest request, ServerResponse response) {
        var wanted = Answers.read(request, Request.class);
        String parameter = wanted.parameter();
        if (parameter == null || wanted.from() == null || wanted.to() == null) {
            throw StudioException.bad("give 'parameter', 'from' and 'to'");
        }
        int count = wanted.values() == null ? 240 : wanted.values();
        if (count < 2 || count > MOST_VALUES) {
            throw StudioException.bad("values must lie in 2..%d".formatted(MOST_VALUES));
        }
        double from = wanted.from();
        double to = wanted.to();
        Answers.send(
                response,
                work.run(over -> {
                    var system = wanted.resolve();
                    system.withParameters(Map.of(parameter, from));
                    return diagram(system, wanted, parameter, from, to, count, over);
                }));
    }

    private static Points diagram(
            SystemDescription system,
            Request wanted,
            String parameter,
            double from,
            double to,
            int count,
            BooleanSupplier over) {
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        String name = "";
        for (int i = 0; i < count; i++) {
            if (over.getAsBoolean()) {
                throw new CancellationException("time is over");
            }
            double value = from + (to - from) * i / (count - 1);
            try {
                var orbit =
                        Simulation.of(system.withParameters(Map.of(parameter, value)))
                                .run(
                                        settings(
                                                system.kind() == SystemDescription.Kind.MAP
                                                        ? 400
                                                        : 3000,
                                                over));
                int k = state(wanted, orbit.names());
                name = orbit.names().get(k);
                for (double y : settled(system, orbit, k)) {
                    xs.add(value);
                    ys.add(y);
                }
            } catch (SimulationException _) {
                // The orbit leaves for infinity at this value: a gap in the diagram.
            }
        }
        return new Points(parameter, name, plain(xs), plain(ys));
    }

    private static double[] settled(SystemDescription system, Trajectory orbit, int k) {
        var column = orbit.column(k);
        var late = Arrays.copyOfRange(column, column.length / 2, column.length);
        if (system.kind() == SystemDescription.Kind.MAP) {
            return late;
        }
        double[] maxima = ReturnMap.maxima(late);
        return maxima.length == 0 ? new double[] {late[late.length - 1]} : maxima;
    }

    private static double[] plain(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }

    private void exponents(ServerRequest request, ServerResponse response) {
        var wanted = Answers.read(request, Request.class);
        int periods = wanted.periods() == null ? 300 : wanted.periods();
        if (periods < 10 || periods > 20_000) {
            throw StudioException.bad("periods must lie in 10..20000");
        }
        var spectrum =
                work.run(over ->
                        LyapunovSpectrum.of(
                                wanted.resolve(),
                                LyapunovSettings.DEFAULT
                                        .withPeriods(periods, periods / 10.0)
                                        .withThreads(1)
                                        .withCancelled(over)));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("exponents", spectrum.exponents());
        answer.put("periods", periods);
        Answers.send(response, answer);
    }
}

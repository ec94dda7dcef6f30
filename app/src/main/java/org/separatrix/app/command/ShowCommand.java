package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.Invariants;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.equations.LatexPrinter;
import org.separatrix.equations.ParameterValue;
import org.separatrix.lab.Claim;
import org.separatrix.lab.report.TerminalReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells about one system.
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Show a system: equations, parameters, scales, invariants with their errors, source.",
            "",
            "  separatrix show Lorenz",
            "  separatrix show Lorenz --latex          the equations for a paper",
            "  separatrix show Lorenz --file           the catalogue file, a template for your own"
        })
public final class ShowCommand implements Callable<Integer> {

    private final Main main;

    @Mixin private SystemArgument system = new SystemArgument();

    @Option(names = "--latex", description = "Print the equations as LaTeX.")
    private boolean latex;

    @Option(names = "--file", description = "Print the catalogue file.")
    private boolean file;

    @Mixin private JsonOption json = new JsonOption();

    public ShowCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var shown = system.resolve();
        var out = main.terminal().out();
        if (json.wanted()) {
            JsonOption.print(out, asMap(shown));
        } else if (file) {
            out.print(SystemArgument.file(system.name()));
        } else if (latex) {
            out.println(LatexPrinter.print(SystemArgument.equations(shown)));
        } else {
            print(shown);
        }
        return 0;
    }

    private void print(SystemDescription s) {
        var out = main.terminal().out();
        boolean colour = main.terminal().colour();
        String headline =
                "%s  (%s, %s)"
                        .formatted(
                                s.name(),
                                s.kind().text(),
                                s.field().isEmpty() ? "no field" : s.field());
        out.println(colour ? "\u001b[1m" + headline + "\u001b[0m" : headline);
        if (!s.description().isEmpty()) {
            out.println(s.description());
        }
        out.println();
        s.equations().lines().forEach(line -> out.println("  " + line));
        if (s.extra().get("reactions") instanceof List<?> reactions) {
            for (Object reaction : reactions) {
                if (reaction instanceof Map<?, ?> r) {
                    out.println("  %-28s at rate %s".formatted(r.get("change"), r.get("rate")));
                }
            }
        }
        out.println();
        line("parameters", join(s.parameters(), ShowCommand::value));
        line("start", s.initial().length == 0 ? "" : numbers(s.initial()) + past(s));
        line("published as", s.publishedStart().length == 0 ? "" : numbers(s.publishedStart()));
        s.period().ifPresent(period -> line("period", Claim.number(period)));
        s.step().ifPresent(step -> line("step", Claim.number(step)));
        line("observables", String.join(", ", s.observables()));
        line("tags", String.join(", ", s.tags()));
        line("variants", String.join(", ", s.variants().keySet()));
        invariants(s);
        if (!s.notes().isEmpty()) {
            out.println();
            s.notes().forEach(note -> out.println("Note: " + note));
        }
        if (!s.remarks().isEmpty()) {
            out.println();
            out.println(s.remarks());
        }
        if (!s.citation().isEmpty()) {
            out.println();
            out.println("Source: " + s.citation().strip());
        }
    }

    private static String past(SystemDescription s) {
        return s.extra().get("history") instanceof Map<?, ?> history
                ? ", after a past of " + history.get("span") + " on the attractor"
                : "";
    }

    private void invariants(SystemDescription s) {
        var rows = new ArrayList<List<String>>();
        row(rows, "Lyapunov exponents", s, i -> spectrum(i.lyapunov()));
        row(rows, "Kaplan-Yorke dimension", s, i -> text(i.kaplanYorke()));
        row(rows, "correlation dimension", s, i -> text(i.correlation()));
        row(rows, "Pesin entropy", s, i -> text(i.pesin()));
        row(rows, "multiscale entropy", s, i -> text(i.multiscaleEntropy()));
        row(rows, "dominant period", s, i -> text(i.period()));
        if (!rows.isEmpty()) {
            var out = main.terminal().out();
            out.println();
            String source =
                    s.publishedSource().isEmpty() ? "elsewhere" : "from " + s.publishedSource();
            out.print(TerminalReport.table(List.of("invariant", "computed here", source), rows));
        }
    }

    private static void row(
            List<List<String>> rows,
            String name,
            SystemDescription s,
            Function<Invariants, String> value) {
        String here = value.apply(s.invariants());
        String there = value.apply(s.published());
        if (!here.isEmpty() || !there.isEmpty()) {
            rows.add(List.of(name, here, there));
        }
    }

    private static String spectrum(List<Estimate> exponents) {
        String shown =
                exponents.stream()
                        .limit(6)
                        .map(Estimate::toString)
                        .collect(Collectors.joining(", "));
        return exponents.size() > 6 ? shown + ", ... (" + exponents.size() + ")" : shown;
    }

    private static String text(Optional<Estimate> estimate) {
        return estimate.map(Estimate::toString).orElse("");
    }

    private void line(String label, String value) {
        if (!value.isEmpty()) {
            main.terminal().out().println("%-12s %s".formatted(label, value));
        }
    }

    private static String join(
            Map<String, ParameterValue> parameters, Function<ParameterValue, String> print) {
        return parameters.entrySet().stream()
                .map(e -> e.getKey() + " = " + print.apply(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String value(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Scalar(double scalar) -> plain(scalar);
            case ParameterValue.Vector(double[] values) -> numbers(values);
            case ParameterValue.Matrix(double[][] rows) ->
                    Arrays.stream(rows)
                            .map(ShowCommand::numbers)
                            .collect(Collectors.joining("; ", "[", "]"));
        };
    }

    private static String numbers(double[] values) {
        String shown =
                Arrays.stream(values)
                        .limit(12)
                        .mapToObj(ShowCommand::plain)
                        .collect(Collectors.joining(", ", "[", ""));
        return shown + (values.length > 12 ? ", ... (" + values.length + ")]" : "]");
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static Map<String, Object> asMap(SystemDescription s) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", s.name());
        map.put("kind", s.kind().text());
        map.put("field", s.field());
        map.put("description", s.description());
        map.put("citation", s.citation());
        map.put("equations", s.equations());
        map.put(
                "parameters",
                s.parameters().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        e ->
                                                switch (e.getValue()) {
                                                    case ParameterValue.Scalar(double v) ->
                                                            (Object) v;
                                                    case ParameterValue.Vector(double[] v) -> v;
                                                    case ParameterValue.Matrix(double[][] v) -> v;
                                                },
                                        (a, _) -> a,
                                        LinkedHashMap::new)));
        map.put("initial", s.initial());
        if (s.publishedStart().length > 0) {
            map.put("publishedStart", s.publishedStart());
        }
        if (s.extra().get("history") instanceof Map<?, ?> history) {
            map.put("history", history);
        }
        s.period().ifPresent(v -> map.put("period", v));
        s.step().ifPresent(v -> map.put("step", v));
        map.put("observables", s.observables());
        map.put("tags", s.tags());
        map.put("remarks", s.remarks());
        map.put("invariants", asMap(s.invariants()));
        map.put("notes", s.notes());
        map.put("published", asMap(s.published()));
        return map;
    }

    private static Map<String, Object> asMap(Invariants i) {
        var map = new LinkedHashMap<String, Object>();
        if (!i.lyapunov().isEmpty()) {
            map.put("lyapunovSpectrum", i.lyapunov());
        }
        i.kaplanYorke().ifPresent(v -> map.put("kaplanYorkeDimension", v));
        i.correlation().ifPresent(v -> map.put("correlationDimension", v));
        i.pesin().ifPresent(v -> map.put("pesinEntropy", v));
        i.multiscaleEntropy().ifPresent(v -> map.put("multiscaleEntropy", v));
        i.period().ifPresent(v -> map.put("period", v));
        return map;
    }
}

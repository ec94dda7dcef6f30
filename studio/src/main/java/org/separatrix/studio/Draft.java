package org.separatrix.studio;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemFile;
import org.separatrix.dynamics.catalog.XppSystems;
import org.separatrix.equations.XppFile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The system of a request: one of the catalogue, or a text, with parameters and start changed.
///
/// @param system name in the catalogue; null if `text` is given
/// @param text equations, a system file in YAML, or an XPPAUT file
/// @param kind what the text is, `auto` to find out
/// @param parameters values instead of the system's own
/// @param initial start instead of the system's own
record Draft(
        @Nullable String system,
        @Nullable String text,
        @Nullable String kind,
        @Nullable Map<String, Double> parameters,
        double @Nullable [] initial) {

    private static final int LONGEST = 100_000;
    private static final Pattern YAML = Pattern.compile("(?m)^equations\\s*:|^reactions\\s*:");
    private static final Pattern XPP =
            Pattern.compile(
                    "(?m)^\\s*(d[A-Za-z0-9_]+/dt\\s*=|par(am)?\\s|init\\s|done\\s*$|aux\\s|@)");
    private static final Pattern DELAY = Pattern.compile("\\(\\s*t\\s*-");
    private static final Pattern NOISE = Pattern.compile("\\bnoise");
    private static final Pattern FIELD = Pattern.compile("\\b[A-Za-z]\\w*_(x+|t)\\b");
    private static final Pattern VALUE =
            Pattern.compile(
                    "\\s*([A-Za-z]\\w*)\\s*=\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*");
    private static final Pattern START =
            Pattern.compile(
                    "\\s*([A-Za-z]\\w*)\\s*\\(\\s*0\\s*\\)\\s*=\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*");
    private static final double DEFAULT_START = 0.1;
    private static final Pattern PRIME = Pattern.compile("'\\s*=");

    /// The described system.
    ///
    /// @throws StudioException if neither or both are given
    /// @throws org.separatrix.equations.EquationException if the text has a mistake
    SystemDescription resolve() {
        if ((system == null) == (text == null)) {
            throw StudioException.bad("give either 'system', a name of the catalogue, or 'text'");
        }
        // Not Catalog.resolve, which would open a file of that name.
        var described = system != null ? Catalog.system(system) : parsed(text == null ? "" : text);
        if (parameters != null) {
            described = described.withParameters(parameters);
        }
        return initial == null || initial.length == 0 ? described : described.withInitial(initial);
    }

    private SystemDescription parsed(String source) {
        if (source.length() > LONGEST) {
            throw StudioException.bad(
                    "the text has %d characters, at most %d are read"
                            .formatted(source.length(), LONGEST));
        }
        if (source.isBlank()) {
            throw StudioException.bad("the text is empty; write an equation such as x' = -x");
        }
        String type = kind == null || kind.equals("auto") ? guess(source) : kind;
        return switch (type) {
            case "yaml" -> SystemFile.read(source, "system.yaml");
            case "xpp" -> XppSystems.describe(XppFile.read(source), "system.ode");
            case "flow", "map", "delay", "stochastic", "pde" -> file(source, type);
            default ->
                    throw StudioException.bad(
                            "kind must be auto, flow, map, delay, stochastic, pde, yaml or xpp, got '%s'"
                                    .formatted(Text.shown(type)));
        };
    }

    /// As a system file whose content is the equations; indented text cannot leave its block. Lines
    /// that give a number to a name are parameters, lines such as `x(0) = 1` are starts: they are
    /// left blank among the equations, so that mistakes keep their line.
    private static SystemDescription file(String source, String kind) {
        var numbers = new LinkedHashMap<String, String>();
        var starts = new LinkedHashMap<String, Double>();
        var block = new StringBuilder();
        for (String line : source.lines().toList()) {
            var value = VALUE.matcher(line);
            var start = START.matcher(line);
            if (value.matches() && !kind.equals("map")) {
                numbers.put(value.group(1), value.group(2));
                block.append('\n');
            } else if (start.matches()) {
                starts.put(start.group(1), Double.parseDouble(start.group(2)));
                block.append('\n');
            } else {
                block.append("  ").append(line).append('\n');
            }
        }
        var yaml = new StringBuilder("name: typed\nkind: %s\nequations: |2\n".formatted(kind));
        yaml.append(block);
        if (!numbers.isEmpty()) {
            yaml.append("parameters:\n");
            numbers.forEach((name, x) -> yaml.append("  %s: %s\n".formatted(name, x)));
        }
        var described = SystemFile.read(yaml.toString(), "system.yaml");
        if (described.initial().length > 0 || !described.hasStateEquations()) {
            return described;
        }
        yaml.append("initial: ")
                .append(
                        described.system().states().stream()
                                .map(x -> starts.getOrDefault(x, DEFAULT_START))
                                .toList())
                .append('\n');
        return SystemFile.read(yaml.toString(), "system.yaml");
    }

    private static String guess(String source) {
        if (YAML.matcher(source).find()) {
            return "yaml";
        }
        if (XPP.matcher(source).find()) {
            return "xpp";
        }
        if (FIELD.matcher(source).find()) {
            return "pde";
        }
        if (DELAY.matcher(source).find()) {
            return "delay";
        }
        if (NOISE.matcher(source).find()) {
            return "stochastic";
        }
        return PRIME.matcher(source).find() ? "flow" : "map";
    }
}

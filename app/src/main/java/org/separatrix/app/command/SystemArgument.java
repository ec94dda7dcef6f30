package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.lab.LabException;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The system a command works on: a name or a file, with parameters and start changed at will.
final class SystemArgument {

    @Parameters(
            index = "0",
            paramLabel = "SYSTEM",
            completionCandidates = SystemNames.class,
            description = "A name of the catalogue, or a path to a .yaml or .ode file.")
    private String name = "";

    @Option(
            names = {"-p", "--set"},
            paramLabel = "NAME=VALUE",
            description = "Set a parameter, for instance --set rho=99.96; may be repeated.")
    private Map<String, Double> parameters = new LinkedHashMap<>();

    @Option(
            names = "--initial",
            paramLabel = "X,Y,...",
            description = "Start from this state instead of the one in the catalogue.")
    private @Nullable String initial;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Use other equations of the same entry.")
    private @Nullable String variant;

    SystemDescription resolve() {
        var system = Catalog.resolve(name);
        if (variant != null) {
            system = system.variant(variant);
        }
        system = system.withParameters(parameters);
        return initial == null ? system : system.withInitial(numbers(initial));
    }

    private static double[] numbers(String text) {
        try {
            return Arrays.stream(text.split(","))
                    .mapToDouble(s -> Double.parseDouble(s.strip()))
                    .toArray();
        } catch (NumberFormatException e) {
            throw new LabException(
                    "--initial must be numbers with commas between, got '%s'".formatted(text), e);
        }
    }
}

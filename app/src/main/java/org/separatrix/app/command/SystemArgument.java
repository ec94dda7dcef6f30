package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.equations.EquationSystem;
import org.separatrix.lab.LabException;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /// What the user wrote: a name or a path.
    String name() {
        return name;
    }

    /// The parsed equations of a system that is written in equations of states.
    static EquationSystem equations(SystemDescription system) {
        if (!system.hasStateEquations()) {
            throw new LabException(
                    "%s is a %s system and has no equations of states; 'separatrix show %s --file' prints how it is written"
                            .formatted(system.name(), system.kind().text(), system.name()));
        }
        return system.system();
    }

    /// The file of a system, a user's or the catalogue's.
    static String file(String nameOrPath) {
        var system = Catalog.resolve(nameOrPath);
        var path = Path.of(nameOrPath);
        if (!Files.isRegularFile(path)) {
            return Catalog.text(system.name());
        }
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

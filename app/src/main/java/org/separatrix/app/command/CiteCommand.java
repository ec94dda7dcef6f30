package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.lab.Methods;
import org.separatrix.lab.Provenance;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/// Prints the paper behind a system or a method.
@Command(
        name = "cite",
        mixinStandardHelpOptions = true,
        description = {
            "Print what to cite for a system or a method; without a name, for this program.",
            "",
            "  separatrix cite Lorenz",
            "  separatrix cite dysts"
        })
public final class CiteCommand implements Callable<Integer> {

    private final Main main;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A system or a method.")
    private String name = "";

    @Mixin private JsonOption json = new JsonOption();

    public CiteCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var citation = citation();
        if (json.wanted()) {
            JsonOption.print(main.terminal().out(), citation);
        } else {
            citation.forEach((what, source) -> main.terminal().out().println(what + ": " + source));
        }
        return 0;
    }

    private Map<String, String> citation() {
        var map = new LinkedHashMap<String, String>();
        if (name.isEmpty()) {
            map.put(
                    "Separatrix",
                    "Separatrix "
                            + Provenance.version()
                            + ", scientific machine learning for dynamical systems on the JVM");
            return map;
        }
        for (var experiment : Methods.all()) {
            if (experiment.card().answersTo(name)) {
                map.put(experiment.card().id(), experiment.card().citation());
                return map;
            }
        }
        var system = Catalog.resolve(name);
        map.put(system.name(), system.citation().strip());
        return map;
    }
}

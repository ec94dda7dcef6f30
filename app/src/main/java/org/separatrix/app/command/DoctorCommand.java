package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.lab.Methods;
import org.separatrix.lab.Provenance;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Torch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/// Says what the program finds on this machine.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Check versions, processors, memory, vector instructions, native libraries and the run"
                    + " folder.",
            "",
            "  separatrix doctor",
            "  separatrix doctor --runs /data/runs     whether runs could be kept there"
        })
public final class DoctorCommand implements Callable<Integer> {

    private final Main main;

    @Mixin private JsonOption json = new JsonOption();

    public DoctorCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("separatrix", Provenance.version());
        facts.put("java", Runtime.version() + " (" + System.getProperty("java.vm.name") + ")");
        facts.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB for Java");
        boolean vector = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        facts.put(
                "vector instructions",
                vector
                        ? Catalog.flow("Lorenz")
                                .kernel()
                                .lanes()
                                .map(l -> l.lanes() + " lanes a block")
                                .orElse("none")
                        : "absent: start with --add-modules jdk.incubator.vector; plain loops are"
                                + " used");
        facts.put("catalogue", Catalog.entries().size() + " systems");
        facts.put("methods", Integer.toString(Methods.all().size()));
        facts.put("duckdb", duckdb());
        facts.put("libtorch", libtorch());
        var root = main.store().root().toAbsolutePath();
        var writable = Files.isDirectory(root) ? root : root.getParent();
        boolean fine = writable != null && Files.isWritable(writable);
        facts.put(
                "runs",
                root + (fine ? ", writable" : ", NOT writable: choose another with --runs"));
        print(facts);
        return fine ? 0 : Main.FAILED;
    }

    private static String duckdb() {
        try (var connection = java.sql.DriverManager.getConnection("jdbc:duckdb:")) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (java.sql.SQLException | UnsatisfiedLinkError e) {
            return "does not load: " + e.getMessage();
        }
    }

    private static String libtorch() {
        try {
            return Torch.describe();
        } catch (LearnException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void print(Map<String, String> facts) {
        var out = main.terminal().out();
        if (json.wanted()) {
            JsonOption.print(out, facts);
        } else {
            facts.forEach((name, value) -> out.println("%-20s %s".formatted(name, value)));
        }
    }
}

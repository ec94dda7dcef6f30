package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.Block;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;

/// Runs a stored run again and compares.
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {
            "Run a stored run again, from its own record, and compare what comes out.",
            "",
            "  separatrix reproduce last"
        })
public final class ReproduceCommand implements Callable<Integer> {

    private final Main main;

    @Parameters(
            paramLabel = "RUN",
            description = "An id, its beginning, a method's name, a folder, or 'last'.")
    private String run = "";

    @Mixin private JsonOption json = new JsonOption();

    public ReproduceCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var store = main.store();
        var folder = store.find(run);
        var entry =
                store.entry(folder)
                        .orElseThrow(() -> new LabException(folder + " has no record of its run"));
        var before = store.report(folder);
        var words = new ArrayList<>(entry.command());
        if (words.getFirst().equals("bench")) {
            words.add("--fresh");
        }
        words.addAll(List.of("--quiet", "--json", "--runs", store.root().toString()));
        int code = main.executeQuietly(words.toArray(String[]::new));
        if (code != 0 && code != Main.CLAIM) {
            throw new LabException("the run failed this time, with exit code " + code);
        }
        var after = store.report(store.find("last"));
        boolean same =
                numbers(before).equals(numbers(after)) && before.claims().equals(after.claims());
        var out = main.terminal().out();
        if (json.wanted()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("same", same);
            answer.put("first", entry.id());
            answer.put("second", after.provenance().getOrDefault("run", ""));
            JsonOption.print(out, answer);
        } else {
            out.println(
                    same
                            ? "Reproduced: every claim and every figure is the same to the last"
                                    + " digit."
                            : "Not the same. 'separatrix compare %s last' shows what differs."
                                    .formatted(entry.id()));
        }
        return same ? 0 : Main.FAILED;
    }

    /// The figures of a report as JSON: its numbers without its timings, which tables may hold.
    private static List<String> numbers(Report report) {
        var figures = new ArrayList<String>();
        for (var section : report.sections()) {
            for (var block : section.blocks()) {
                if (!(block instanceof Block.Table)) {
                    figures.add(org.separatrix.lab.ReportJson.MAPPER.writeValueAsString(block));
                }
            }
        }
        return figures;
    }
}

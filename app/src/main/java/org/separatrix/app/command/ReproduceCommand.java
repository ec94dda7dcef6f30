package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.Block;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.ReportJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/// Runs a stored run again and compares.
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {
            "Run a stored run again, from its own record, and compare what comes out.",
            "",
            "  separatrix reproduce last",
            "  separatrix reproduce bench              the newest bench",
            "",
            "Claims, tables and figures must agree to the last digit; only columns of seconds may"
                    + " differ."
        })
public final class ReproduceCommand implements Callable<Integer> {

    private static final int NAMED = 10;

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
        var before = parts(store.report(folder));
        if (!json.wanted()) {
            main.terminal().err().println("Running again: " + String.join(" ", entry.command()));
        }
        var again = again(entry.command());
        var after = parts(store.report(again));
        var differing = new ArrayList<String>();
        before.forEach((name, content) -> {
            if (!content.equals(after.get(name))) {
                differing.add(name);
            }
        });
        after.keySet().stream().filter(name -> !before.containsKey(name)).forEach(differing::add);
        var out = main.terminal().out();
        if (json.wanted()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("same", differing.isEmpty());
            answer.put("first", entry.id());
            answer.put("second", String.valueOf(again.getFileName()));
            answer.put("compared", before.size());
            answer.put("differing", differing);
            JsonOption.print(out, answer);
        } else if (differing.isEmpty()) {
            out.println(
                    "Reproduced: all %d claims, tables and figures are the same to the last digit, timings aside."
                            .formatted(before.size()));
        } else {
            out.println(
                    "Not the same: %d of %d claims, tables and figures differ."
                            .formatted(differing.size(), before.size()));
            differing.stream().limit(NAMED).forEach(name -> out.println("  " + name));
            out.println(
                    "'separatrix compare %s %s' shows more."
                            .formatted(entry.id(), again.getFileName()));
        }
        return differing.isEmpty() ? 0 : Main.FAILED;
    }

    private Path again(List<String> command) {
        var words = new ArrayList<>(command);
        words.addAll(
                List.of("--fresh", "--quiet", "--json", "--runs", main.store().root().toString()));
        var answer = new ByteArrayOutputStream();
        int code =
                main.execute(
                        new PrintStream(answer, true, StandardCharsets.UTF_8),
                        words.toArray(String[]::new));
        if (code != 0 && code != Main.CLAIM) {
            throw new LabException("the run failed this time, with exit code " + code);
        }
        String text = answer.toString(StandardCharsets.UTF_8);
        return Path.of(ReportJson.MAPPER.readTree(text).get("runFolder").asString());
    }

    /// Claims, tables and figures by name, as JSON without timings.
    private static Map<String, String> parts(Report report) {
        var parts = new LinkedHashMap<String, String>();
        report.claims()
                .forEach(claim ->
                        parts.put(
                                "claim " + claim.name(),
                                ReportJson.MAPPER.writeValueAsString(claim)));
        for (var section : report.sections()) {
            int number = 1;
            for (var block : section.blocks()) {
                parts.put(
                        "%s, part %d (%s)"
                                .formatted(
                                        section.title(),
                                        number++,
                                        block.getClass().getSimpleName().toLowerCase(Locale.ROOT)),
                        ReportJson.MAPPER.writeValueAsString(untimed(block)));
            }
        }
        return parts;
    }

    private static Block untimed(Block block) {
        if (!(block instanceof Block.Table(String title, var columns, var rows))) {
            return block;
        }
        int[] kept =
                IntStream.range(0, columns.size())
                        .filter(k -> !columns.get(k).contains("seconds"))
                        .toArray();
        return new Block.Table(
                title, pick(columns, kept), rows.stream().map(row -> pick(row, kept)).toList());
    }

    private static List<String> pick(List<String> cells, int[] kept) {
        return IntStream.of(kept).mapToObj(cells::get).toList();
    }
}

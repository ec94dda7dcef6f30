package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Experiment;
import org.separatrix.lab.Methods;
import org.separatrix.lab.report.TerminalReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Checks the claims of all methods.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Run the experiments of all methods, or of those named, and check every claim.",
            "",
            "  separatrix verify",
            "  separatrix verify dysts --seed 3"
        })
public final class VerifyCommand implements Callable<Integer> {

    private final Main main;

    @Parameters(
            arity = "0..*",
            paramLabel = "METHOD",
            completionCandidates = MethodNames.class,
            description = "Methods to check (default: all).")
    private List<String> methods = new ArrayList<>();

    @Option(names = "--preset", paramLabel = "PRESET", description = "quick or full.")
    private String preset = "quick";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Root of all random streams (default: 0).")
    private long seed;

    @Mixin private JsonOption json = new JsonOption();

    public VerifyCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        List<Experiment<?>> wanted =
                methods.isEmpty()
                        ? Methods.all()
                        : methods.stream().<Experiment<?>>map(Methods::named).toList();
        var claims = new ArrayList<Claim>();
        var folders = new ArrayList<String>();
        for (var experiment : wanted) {
            var outcome =
                    RunCommand.execute(
                            main, experiment, preset, Map.of(), seed, "cpu", json.wanted(), false);
            folders.add(outcome.folder().toString());
            for (var claim : outcome.report().claims()) {
                claims.add(
                        new Claim(
                                experiment.card().id() + "/" + claim.name(),
                                claim.statement(),
                                claim.source(),
                                claim.expected(),
                                claim.measured(),
                                claim.holds()));
            }
        }
        var out = main.terminal().out();
        if (json.wanted()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("claims", claims);
            answer.put("runFolders", folders);
            JsonOption.print(out, answer);
        } else {
            out.print(new TerminalReport(main.terminal().colour()).claims(claims));
            out.println(
                    "%d of %d claims hold."
                            .formatted(
                                    claims.stream().filter(Claim::holds).count(), claims.size()));
        }
        return claims.stream().allMatch(Claim::holds) ? 0 : Main.CLAIM;
    }
}

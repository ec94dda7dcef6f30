package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.report.TerminalReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Puts two runs side by side.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compare two runs: what was asked, and what the claims measured.",
            "",
            "  separatrix compare 20261124-1200 last"
        })
public final class CompareCommand implements Callable<Integer> {

    private final Main main;

    @Parameters(index = "0", paramLabel = "RUN", description = "The first run.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "RUN", description = "The second run.")
    private String second = "";

    @Mixin private JsonOption json = new JsonOption();

    public CompareCommand(Main main) {
        this.main = main;
    }

    /// A line of the comparison.
    record Difference(String what, String first, String second) {}

    @Override
    public Integer call() {
        var store = main.store();
        var a = store.report(store.find(first));
        var b = store.report(store.find(second));
        var differences = new ArrayList<Difference>();
        differ(differences, a.provenance(), b.provenance());
        differ(differences, claims(a), claims(b));
        var out = main.terminal().out();
        if (json.wanted()) {
            JsonOption.print(out, differences);
        } else if (differences.isEmpty()) {
            out.println("The runs agree in everything that is recorded.");
        } else {
            out.print(
                    TerminalReport.table(
                            List.of("what", first, second),
                            differences.stream()
                                    .map(d -> List.of(d.what(), d.first(), d.second()))
                                    .toList()));
        }
        return 0;
    }

    private static Map<String, String> claims(Report report) {
        var map = new LinkedHashMap<String, String>();
        for (Claim claim : report.claims()) {
            map.put("claim " + claim.name(), claim.measured() + (claim.holds() ? " ✓" : " ✗"));
        }
        return map;
    }

    private static void differ(
            List<Difference> differences, Map<String, String> a, Map<String, String> b) {
        var keys = new LinkedHashSet<>(a.keySet());
        keys.addAll(b.keySet());
        for (String key : keys) {
            String x = a.getOrDefault(key, "–");
            String y = b.getOrDefault(key, "–");
            if (!x.equals(y)) {
                differences.add(new Difference(key, x, y));
            }
        }
    }
}

package org.separatrix.app;

import org.separatrix.lab.ReportJson;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One command of a user, with what it answered.
///
/// @param code exit code
/// @param out what it printed as its result
/// @param err what it complained
record Session(int code, String out, String err) {

    /// Runs a command in this process; runs are kept in `folder`.
    static Session of(Path folder, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--runs", folder.resolve("runs").toString()));
        int code = Main.run(terminal, all.toArray(String[]::new));
        return new Session(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// The first line of the complaint.
    String complaint() {
        return err.lines().findFirst().orElse("");
    }

    /// The result, which must be JSON.
    JsonNode json() {
        return ReportJson.MAPPER.readTree(out);
    }
}

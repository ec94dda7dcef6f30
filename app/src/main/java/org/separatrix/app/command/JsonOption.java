package org.separatrix.app.command;

import org.separatrix.lab.ReportJson;

import picocli.CommandLine.Option;

import java.io.PrintStream;

/// `--json`: the same answer for machines.
final class JsonOption {

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    boolean wanted() {
        return json;
    }

    static void print(PrintStream out, Object value) {
        out.println(ReportJson.MAPPER.writeValueAsString(value));
    }
}

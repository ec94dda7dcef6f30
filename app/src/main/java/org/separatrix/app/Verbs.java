package org.separatrix.app;

import org.separatrix.app.command.AnalyzeCommand;
import org.separatrix.app.command.BenchCommand;
import org.separatrix.app.command.CiteCommand;
import org.separatrix.app.command.CompareCommand;
import org.separatrix.app.command.CompletionCommand;
import org.separatrix.app.command.DoctorCommand;
import org.separatrix.app.command.ExportCommand;
import org.separatrix.app.command.FitCommand;
import org.separatrix.app.command.ForecastCommand;
import org.separatrix.app.command.MethodsCommand;
import org.separatrix.app.command.ReportCommand;
import org.separatrix.app.command.ReproduceCommand;
import org.separatrix.app.command.RunCommand;
import org.separatrix.app.command.SampleCommand;
import org.separatrix.app.command.ShowCommand;
import org.separatrix.app.command.SimulateCommand;
import org.separatrix.app.command.StudioCommand;
import org.separatrix.app.command.SystemsCommand;
import org.separatrix.app.command.VerifyCommand;
import org.separatrix.app.command.WarmupCommand;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The verbs of the command line, in the order in which a user meets them.
final class Verbs {

    static final Map<String, Class<?>> ALL = all();

    private Verbs() {}

    private static Map<String, Class<?>> all() {
        var verbs = new LinkedHashMap<String, Class<?>>();
        verbs.put("systems", SystemsCommand.class);
        verbs.put("show", ShowCommand.class);
        verbs.put("simulate", SimulateCommand.class);
        verbs.put("analyze", AnalyzeCommand.class);
        verbs.put("sample", SampleCommand.class);
        verbs.put("fit", FitCommand.class);
        verbs.put("forecast", ForecastCommand.class);
        verbs.put("bench", BenchCommand.class);
        verbs.put("methods", MethodsCommand.class);
        verbs.put("run", RunCommand.class);
        verbs.put("verify", VerifyCommand.class);
        verbs.put("reproduce", ReproduceCommand.class);
        verbs.put("compare", CompareCommand.class);
        verbs.put("report", ReportCommand.class);
        verbs.put("export", ExportCommand.class);
        verbs.put("cite", CiteCommand.class);
        verbs.put("studio", StudioCommand.class);
        verbs.put("doctor", DoctorCommand.class);
        verbs.put("completion", CompletionCommand.class);
        verbs.put("warmup", WarmupCommand.class);
        return Collections.unmodifiableMap(verbs);
    }
}

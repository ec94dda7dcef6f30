package org.separatrix.app.command;

import org.separatrix.analysis.invariants.AnalysisSettings;
import org.separatrix.analysis.invariants.CatalogAnalysis;
import org.separatrix.analysis.invariants.CatalogAnalysis.Entry;
import org.separatrix.app.Main;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.lab.Block;
import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.HeldRun;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/// The analysis of many systems as a run that goes on after an interruption.
///
/// @param settings for each system
/// @param limit longest time for one system
record CatalogueSurvey(List<SystemDescription> systems, AnalysisSettings settings, Duration limit) {

    /// What a survey was asked for.
    private record Asked(
            double periods,
            double transients,
            int starts,
            long seed,
            long limitSeconds,
            List<String> systems) {

        List<String> command() {
            return List.of(
                    "analyze",
                    "--periods",
                    Double.toString(periods),
                    "--transient",
                    Double.toString(transients),
                    "--starts",
                    Integer.toString(starts),
                    "--seed",
                    Long.toString(seed),
                    "--limit",
                    Long.toString(limitSeconds),
                    "--only",
                    String.join(",", systems));
        }
    }

    /// Analyses the systems; those that an interrupted run of the same command has finished are not
    /// analysed again.
    ///
    /// @param fresh whether to begin anew in any case
    /// @param stored hears of every entry once, from several threads
    /// @throws CancellationException if the user interrupts, telling what is kept
    List<Entry> run(Main main, boolean fresh, Progress progress, Consumer<Entry> stored) {
        var asked =
                new Asked(
                        settings.periods(),
                        settings.transients(),
                        settings.starts(),
                        settings.seed(),
                        limit.toSeconds(),
                        systems.stream().map(SystemDescription::name).toList());
        var store = main.store();
        try (var held = store.hold("analyze", settings.seed(), asked, asked.command(), fresh)) {
            if (held.resumed()) {
                main.terminal()
                        .err()
                        .println(
                                "Going on with the interrupted run "
                                        + held.folder().getFileName()
                                        + ".");
            }
            try {
                var entries = entries(main, held, asked, progress, stored);
                store.finish(held.folder(), report(entries));
                return entries;
            } catch (CancellationException e) {
                store.close(held.folder(), "cancelled");
                throw e;
            } catch (RuntimeException e) {
                store.close(held.folder(), "failed");
                throw e;
            }
        }
    }

    private List<Entry> entries(
            Main main, HeldRun held, Asked asked, Progress progress, Consumer<Entry> stored) {
        var interrupted = main.interrupted();
        var parts =
                FinishedParts.in(
                        held.folder().resolve("systems"), asked.command().toString(), Entry.class);
        var found = new LinkedHashMap<String, Entry>();
        var open = new ArrayList<SystemDescription>();
        for (var system : systems) {
            var kept = parts.find(system.name());
            kept.ifPresentOrElse(
                    entry -> {
                        found.put(system.name(), entry);
                        stored.accept(entry);
                    },
                    () -> open.add(system));
        }
        int before = found.size();
        if (before > 0) {
            progress.update(before, systems.size(), "already done, resumed");
        }
        var fresh =
                CatalogAnalysis.of(
                        open,
                        settings.withCancelled(interrupted),
                        limit,
                        System::nanoTime,
                        (entry, done, _) -> {
                            // What the interruption cut off is not finished.
                            if (!interrupted.getAsBoolean()) {
                                stored.accept(entry);
                                parts.put(entry.name(), entry);
                                progress.update(before + done, systems.size(), entry.name());
                            }
                        });
        if (interrupted.getAsBoolean()) {
            throw new CancellationException(
                    "interrupted; the finished systems are kept in %s, and the same command goes on from there (--fresh starts anew)"
                            .formatted(held.folder()));
        }
        fresh.forEach(entry -> found.put(entry.name(), entry));
        return systems.stream()
                .map(system -> java.util.Objects.requireNonNull(found.get(system.name())))
                .toList();
    }

    private static Report report(List<Entry> entries) {
        var rows = new ArrayList<List<String>>();
        for (var entry : entries) {
            var invariants = entry.analysis().map(a -> a.invariants());
            rows.add(
                    List.of(
                            entry.name(),
                            invariants
                                    .flatMap(i -> i.largestLyapunov())
                                    .map(Estimate::toString)
                                    .orElse("–"),
                            invariants
                                    .flatMap(i -> i.kaplanYorke())
                                    .map(Estimate::toString)
                                    .orElse("–"),
                            entry.analysis()
                                    .map(a -> String.join("; ", a.remarks()))
                                    .orElse(entry.failure().orElse(""))));
        }
        return Report.titled("Invariants of %d systems".formatted(entries.size()))
                .section(
                        "Systems",
                        new Block.Table(
                                "Errors are one standard error.",
                                List.of("system", "largest exponent", "Kaplan-Yorke", "remarks"),
                                rows))
                .build();
    }
}

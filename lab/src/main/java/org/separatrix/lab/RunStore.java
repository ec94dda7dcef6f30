package org.separatrix.lab;

import org.separatrix.lab.report.HtmlReport;
import org.separatrix.lab.report.Picture;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The folder `runs/` with one folder a run: `<time>-<what>-<seed>`.
///
/// A run's folder holds `run.json` (what was asked, with which version, seed and machine),
/// `config.yaml`, `report.json` and `report.html`. Files appear whole or not at all: each is
/// written beside its place and moved there.
public final class RunStore {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int PICTURE_COLUMNS = 3;
    private static final int PICTURE_WIDTH = 420;
    private static final int PICTURE_HEIGHT = 320;

    private final Path root;
    private final Clock clock;

    /// @param root the folder that holds all runs; made when first needed
    public RunStore(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /// What is known of a run.
    ///
    /// @param kind method id, or `bench`
    /// @param state `running`, `finished`, `failed` or `cancelled`
    /// @param command the words that repeat it
    /// @param facts configuration, versions, machine, data hashes
    public record Entry(
            String id,
            String kind,
            long seed,
            String state,
            List<String> command,
            Map<String, String> facts) {
        public Entry {
            command = List.copyOf(command);
        }

        Entry withState(String newState) {
            return new Entry(id, kind, seed, newState, command, facts);
        }
    }

    /// The folder of all runs.
    public Path root() {
        return root;
    }

    /// Opens a new run.
    ///
    /// @throws LabException if the folder cannot be made, saying why
    public Path open(String kind, long seed, Record configuration, List<String> command) {
        String stamp = LocalDateTime.now(clock).format(STAMP);
        String id = stamp + "-" + kind + "-" + seed;
        var folder = root.resolve(id);
        try {
            Files.createDirectories(root);
            for (int k = 2; ; k++) {
                try {
                    Files.createDirectory(folder);
                    break;
                } catch (java.nio.file.FileAlreadyExistsException taken) {
                    folder = root.resolve(id + "-" + k);
                }
            }
        } catch (IOException e) {
            throw unwritable(root, e);
        }
        var facts = new LinkedHashMap<>(Provenance.of(configuration));
        facts.put("started", LocalDateTime.now(clock).withNano(0).toString());
        write(folder.resolve("config.yaml"), Settings.yaml(configuration));
        save(
                folder,
                new Entry(folder.getFileName().toString(), kind, seed, "running", command, facts));
        return folder;
    }

    /// Goes on with the newest interrupted run of the same command and program, or opens a new run;
    /// runs that another process is working on are left alone.
    ///
    /// @param fresh whether to open a new run in any case
    public HeldRun hold(
            String kind, long seed, Record configuration, List<String> command, boolean fresh) {
        if (!fresh) {
            String program = "separatrix " + Provenance.version();
            for (var entry : entries()) {
                boolean same = entry.kind().equals(kind) && entry.command().equals(command);
                boolean open = entry.state().equals("running") || entry.state().equals("cancelled");
                if (same && open && program.equals(entry.facts().get("program"))) {
                    var held = HeldRun.take(root.resolve(entry.id()), true);
                    // It may have been finished while we looked.
                    if (held.isPresent() && !finished(held.get().folder())) {
                        save(held.get().folder(), entry.withState("running"));
                        return held.get();
                    }
                    held.ifPresent(HeldRun::close);
                }
            }
        }
        while (true) {
            var held = HeldRun.take(open(kind, seed, configuration, command), false);
            if (held.isPresent()) {
                return held.get();
            }
        }
    }

    /// Whether somebody is working in a run's folder now, in this process or another.
    public boolean held(Path folder) {
        if (!Files.exists(folder.resolve(HeldRun.LOCK))) {
            return false;
        }
        var taken = HeldRun.take(folder, true);
        taken.ifPresent(HeldRun::close);
        return taken.isEmpty();
    }

    private boolean finished(Path folder) {
        return entry(folder).filter(e -> e.state().equals("finished")).isPresent();
    }

    /// Stores the report of a run and marks it finished.
    public Report finish(Path folder, Report report) {
        var entry = entry(folder).orElseThrow();
        var facts = new LinkedHashMap<>(entry.facts());
        facts.put("run", entry.id());
        facts.put("seed", Long.toString(entry.seed()));
        facts.put("command", String.join(" ", entry.command()));
        var whole = report.withProvenance(facts);
        write(folder.resolve("report.json"), ReportJson.write(whole));
        write(folder.resolve("report.html"), HtmlReport.render(whole));
        pictures(folder.resolve("figures"), whole);
        save(folder, entry.withState("finished"));
        return whole;
    }

    /// The figures of each section as one picture, for documents: `figures/<section>.png`.
    private static void pictures(Path folder, Report report) {
        for (var section : report.sections()) {
            var figures = section.blocks().stream().filter(Block::drawable).toList();
            if (figures.isEmpty()) {
                continue;
            }
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw unwritable(folder, e);
            }
            int columns = Math.min(PICTURE_COLUMNS, figures.size());
            String name = section.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            Picture.write(
                    folder.resolve(name + ".png"),
                    figures,
                    columns,
                    columns * PICTURE_WIDTH,
                    PICTURE_HEIGHT);
        }
    }

    /// Marks a run as failed or cancelled.
    public void close(Path folder, String state) {
        entry(folder).ifPresent(entry -> save(folder, entry.withState(state)));
    }

    /// All runs, newest first; folders that are not runs are passed over.
    public List<Entry> entries() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var folders = Files.list(root)) {
            var found = new ArrayList<Entry>();
            for (var folder : folders.sorted(Comparator.<Path>naturalOrder().reversed()).toList()) {
                entry(folder).ifPresent(found::add);
            }
            return found;
        } catch (IOException e) {
            throw new LabException("cannot list the runs in " + root + ": " + reason(e), e);
        }
    }

    /// The record of the run in `folder`, if there is one.
    public Optional<Entry> entry(Path folder) {
        var file = folder.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReportJson.MAPPER.readValue(Files.readString(file), Entry.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /// The report of a run given by its id, by the beginning of its id, by its folder, or as
    /// `last`.
    ///
    /// @throws LabException if there is none
    public Path find(String text) {
        var given = Path.of(text);
        if (Files.isRegularFile(given.resolve("run.json"))) {
            return given;
        }
        for (var entry : entries()) {
            if (text.equals("last")
                    || entry.id().startsWith(text)
                    || entry.id().contains("-" + text + "-")) {
                return root.resolve(entry.id());
            }
        }
        throw new LabException(
                "no run '%s' in %s; give an id, a folder, a method's name, or 'last'"
                        .formatted(text, root));
    }

    /// The stored report of a run.
    ///
    /// @throws LabException if the run has none
    public Report report(Path folder) {
        var file = folder.resolve("report.json");
        if (!Files.isRegularFile(file)) {
            throw new LabException(
                    "run %s has no report; it did not finish".formatted(folder.getFileName()));
        }
        try {
            return ReportJson.read(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void save(Path folder, Entry entry) {
        write(folder.resolve("run.json"), ReportJson.MAPPER.writeValueAsString(entry));
    }

    /// Writes a file whole or not at all.
    ///
    /// @throws LabException if the disk is full or the folder cannot be written; an earlier file
    ///   stays as it was
    public static void write(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes a file whole or not at all.
    public static void write(Path file, byte[] content) {
        var beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(beside, content);
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw unwritable(file, e);
        }
    }

    static StorageException unwritable(Path place, IOException e) {
        return new StorageException(
                "cannot write %s: %s; free some space or choose another folder with --runs. Earlier results are untouched"
                        .formatted(place, reason(e)),
                e);
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

package org.separatrix.dynamics.catalog;

import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.equations.EquationException;
import org.separatrix.equations.Names;
import org.separatrix.equations.XppFile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The systems that ship with the program.
///
/// Opening it reads one small index; a system's own file is read when the system is asked for.
public final class Catalog {

    private static final String FOLDER = "/catalog/";

    /// Bytes of the largest file that is read.
    private static final long LARGEST = 4_000_000;

    /// What the published list of maps ends with.
    private static final String PLACEHOLDER = "EndCap";

    private static final String NO_MAP =
            "EndCap is no system: a placeholder at the end of the published list of maps, with"
                    + " Henon's parameters and no equation; see Henon";

    private Catalog() {}

    /// A line of the index.
    ///
    /// @param dimension number of states; for a delay system that of its equation, for a PDE its
    ///   grid values
    public record Entry(String name, SystemDescription.Kind kind, int dimension, String field) {}

    /// All systems by name, in alphabetical order.
    public static Map<String, Entry> entries() {
        return Index.ENTRIES;
    }

    /// Names of all systems of one kind.
    public static List<String> names(SystemDescription.Kind kind) {
        return entries().values().stream().filter(e -> e.kind() == kind).map(Entry::name).toList();
    }

    /// The system called `name`; case does not matter where that is unambiguous.
    ///
    /// @throws UnknownSystemException if there is none, with the nearest names
    public static SystemDescription system(String name) {
        return read(entryName(name).orElseThrow(() -> new UnknownSystemException(name)));
    }

    /// The flow called `name`, compiled.
    public static CompiledFlow flow(String name) {
        return system(name).flow();
    }

    /// The system that a user means: a catalogue name, or a path to a `.yaml`, `.yml` or `.ode`
    /// file.
    ///
    /// @throws UnknownSystemException if it is neither
    /// @throws SystemFileException if the file cannot be read
    public static SystemDescription resolve(String nameOrPath) {
        var known = entryName(nameOrPath);
        if (known.isPresent()) {
            return read(known.get());
        }
        boolean path =
                nameOrPath.endsWith(".yaml")
                        || nameOrPath.endsWith(".yml")
                        || nameOrPath.endsWith(".ode");
        if (!path) {
            throw new UnknownSystemException(nameOrPath);
        }
        var file = Path.of(nameOrPath);
        if (!Files.isRegularFile(file)) {
            throw new SystemFileException("no file " + nameOrPath);
        }
        try {
            long bytes = Files.size(file);
            if (bytes > LARGEST) {
                throw new SystemFileException(
                        "%s: has %d bytes, at most %d are read"
                                .formatted(nameOrPath, bytes, LARGEST));
            }
            String text = Files.readString(file);
            return nameOrPath.endsWith(".ode")
                    ? XppSystems.describe(XppFile.read(text), nameOrPath)
                    : checked(SystemFile.read(text, nameOrPath), text, nameOrPath);
        } catch (EquationException e) {
            throw new SystemFileException(nameOrPath + ": " + e.getMessage(), e.pointer());
        } catch (CharacterCodingException e) {
            throw new SystemFileException(nameOrPath + ": is no text in UTF-8");
        } catch (IOException e) {
            throw new SystemFileException("cannot read " + nameOrPath + ": " + e.getMessage());
        }
    }

    /// The system, whose equations have been parsed once, so that a mistake is told with its place
    /// in the file.
    private static SystemDescription checked(
            SystemDescription system, String text, String nameOrPath) {
        if (!system.hasStateEquations()) {
            return system;
        }
        try {
            system.system();
            return system;
        } catch (EquationException e) {
            throw MistakePlace.in(text, nameOrPath, e);
        }
    }

    /// The text of a system's file.
    public static String text(String name) {
        try (InputStream in = Catalog.class.getResourceAsStream(FOLDER + name + ".yaml")) {
            if (in == null) {
                throw new UnknownSystemException(name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SystemDescription read(String name) {
        return SystemFile.read(text(name), name + ".yaml");
    }

    private static Optional<String> entryName(String name) {
        if (entries().containsKey(name)) {
            return Optional.of(name);
        }
        var alike = entries().keySet().stream().filter(name::equalsIgnoreCase).toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /// A name that no system of the catalogue has.
    public static final class UnknownSystemException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownSystemException(String name) {
            super(name.equalsIgnoreCase(PLACEHOLDER) ? NO_MAP : unknown(name));
        }

        private static String unknown(String name) {
            return "unknown system '%s'%s"
                    .formatted(
                            name,
                            Names.hint(
                                    name,
                                    entries().keySet(),
                                    "; 'separatrix systems' lists them, and a path to a"
                                            + " .yaml or .ode file works too"));
        }
    }

    /// Read once, when first needed.
    private static final class Index {
        static final Map<String, Entry> ENTRIES = load();

        private static Map<String, Entry> load() {
            var entries = new LinkedHashMap<String, Entry>();
            try (InputStream in = Catalog.class.getResourceAsStream(FOLDER + "index.tsv")) {
                if (in == null) {
                    throw new IllegalStateException("the catalogue's index is missing");
                }
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] cells = line.split("\t", -1);
                    var kind =
                            SystemDescription.Kind.valueOf(
                                    cells[1].toUpperCase(java.util.Locale.ROOT));
                    entries.put(
                            cells[0],
                            new Entry(cells[0], kind, Integer.parseInt(cells[2]), cells[3]));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return java.util.Collections.unmodifiableMap(entries);
        }
    }
}

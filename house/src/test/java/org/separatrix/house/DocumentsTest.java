package org.separatrix.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/// The Java in the documents compiles.
///
/// Each block is a method of its own that may throw. A block sees what it imports, and without an
/// import the public classes of the house, `java.util` and `java.nio.file`.
class DocumentsTest {

    private static final List<String> MODULES =
            List.of(
                    "equations",
                    "dynamics",
                    "analysis",
                    "learn",
                    "lab",
                    "forecast",
                    "fields",
                    "transport",
                    "networks",
                    "discover",
                    "studio");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulating.md",
                "data.md",
                "analysis.md",
                "solvers.md",
                "equations.md",
                "methods/01-dysts.md",
                "methods/03-gtf.md",
                "methods/05-causal-pinn.md",
                "methods/16-neural-de.md",
                "learning.md",
                "forecasting.md",
                "studio.md",
                "methods/30-lightsb.md",
                "methods/46-ntk.md"
            })
    void everyBlockOfJavaCompiles(String page) throws IOException {
        var blocks = blocks(Files.readString(Path.of("..", "docs", page)));
        assertThat(blocks).isNotEmpty();
        var files = new ArrayList<Path>();
        for (int i = 0; i < blocks.size(); i++) {
            String name = "Block" + (i + 1);
            files.add(
                    Files.writeString(folder.resolve(name + ".java"), source(name, blocks.get(i))));
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    manager,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "-d",
                                            folder.toString(),
                                            "-cp",
                                            System.getProperty("java.class.path")),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files))
                            .call();
            assertThat(compiled).as("blocks of %s:%n%s", page, messages).isTrue();
        }
    }

    private static List<String> blocks(String page) {
        var blocks = new ArrayList<String>();
        int begin = page.indexOf("```java\n");
        while (begin >= 0) {
            int end = page.indexOf("\n```", begin + 8);
            blocks.add(page.substring(begin + 8, end));
            begin = page.indexOf("```java\n", end);
        }
        return blocks;
    }

    private static String source(String name, String block) throws IOException {
        String imports =
                block.lines()
                        .filter(l -> l.startsWith("import "))
                        .collect(Collectors.joining("\n"));
        String body =
                block.lines()
                        .filter(l -> !l.startsWith("import "))
                        .collect(Collectors.joining("\n"));
        return """
        import java.util.*;
        import java.nio.file.*;
        %s
        %s
        class %s {
            void run() throws Exception {
        %s
            }
        }
        """
                .formatted(packages(), imports, name, body);
    }

    /// Imports of all packages of the house.
    private static String packages() throws IOException {
        var names = new TreeSet<String>();
        for (String module : MODULES) {
            var classes = Path.of("..", module, "target", "classes");
            try (Stream<Path> files = Files.walk(classes.resolve("org"))) {
                files.filter(f -> f.getFileName().toString().endsWith(".class"))
                        .filter(f -> !f.getFileName().toString().equals("package-info.class"))
                        .map(f -> classes.relativize(f.getParent()).toString().replace('/', '.'))
                        .forEach(names::add);
            }
        }
        return names.stream().map(n -> "import " + n + ".*;").collect(Collectors.joining("\n"));
    }
}

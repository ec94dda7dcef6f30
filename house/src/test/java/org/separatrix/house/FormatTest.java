package org.separatrix.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Every source file is as google-java-format (AOSP style) would write it; `-Dseparatrix.format`
/// rewrites them.
///
/// Run here rather than by a Maven plugin because the formatter must run on the JDK that the code
/// is written for, whatever JDK runs Maven.
class FormatTest {

    @Test
    void sourcesAreFormatted() throws IOException, FormatterException {
        var formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .reorderModifiers(true)
                                .build());
        boolean rewrite = System.getProperty("separatrix.format") != null;
        List<String> unformatted = new ArrayList<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            String formatted =
                    formatter.formatSourceAndFixImports(
                            RemoveUnusedImports.removeUnusedImports(text));
            if (!text.equals(formatted)) {
                if (rewrite) {
                    Files.writeString(file, formatted);
                } else {
                    unformatted.add(file.toString());
                }
            }
        }
        assertThat(unformatted)
                .as("files to format: mvn -pl house -am test -Dtest=FormatTest -Dseparatrix.format")
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !f.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}

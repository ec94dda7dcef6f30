package org.separatrix.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// Facts that let another person repeat a run.
public final class Provenance {

    private Provenance() {}

    /// Version of the program, Java, machine and settings.
    public static Map<String, String> of(Record configuration) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("program", "separatrix " + version());
        facts.put("java", System.getProperty("java.vm.vendor") + " " + Runtime.version());
        facts.put(
                "machine",
                "%s %s, %d processors"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors()));
        for (var setting : Settings.of(configuration)) {
            facts.put("config." + setting.name(), setting.value());
        }
        return facts;
    }

    /// Version of the program, from the build.
    public static String version() {
        try (InputStream in = Provenance.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SHA-256 of a file's bytes, in hexadecimal.
    public static String hash(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.separatrix.forecast.dysts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Exponents of the literature, to measure against.
final class Literature {

    /// Largest exponents of the simple flows: J. C. Sprott, "Some simple chaotic flows", Phys. Rev.
    /// E 50 (1994), and "Chaos and Time-Series Analysis", Oxford (2003). Case A is conservative and
    /// depends on its start.
    static final Map<String, Double> SPROTT =
            Map.ofEntries(
                    Map.entry("SprottB", 0.210),
                    Map.entry("SprottC", 0.163),
                    Map.entry("SprottD", 0.103),
                    Map.entry("SprottE", 0.078),
                    Map.entry("SprottF", 0.117),
                    Map.entry("SprottG", 0.034),
                    Map.entry("SprottH", 0.117),
                    Map.entry("SprottI", 0.012),
                    Map.entry("SprottJ", 0.076),
                    Map.entry("SprottK", 0.038),
                    Map.entry("SprottL", 0.061),
                    Map.entry("SprottM", 0.044),
                    Map.entry("SprottN", 0.076),
                    Map.entry("SprottO", 0.049),
                    Map.entry("SprottP", 0.087),
                    Map.entry("SprottQ", 0.109),
                    Map.entry("SprottR", 0.062),
                    Map.entry("SprottS", 0.188));

    /// Systems that are not chaotic in the long run at the parameters of the paper's catalogue.
    static final List<String> REGULAR =
            List.of(
                    "DequanLi",
                    "ForcedFitzHughNagumo",
                    "ForcedVanDerPol",
                    "KawczynskiStrizhak",
                    "LiuChen",
                    "PanXuZhou",
                    "Torus",
                    "Tsucs2");

    private Literature() {}

    /// Largest exponent and Kaplan–Yorke dimension of an independent calculation.
    record Reference(double exponent, double dimension) {}

    /// The independent calculation, by system.
    static Map<String, Reference> independent() {
        var found = new LinkedHashMap<String, Reference>();
        try (InputStream in = Literature.class.getResourceAsStream("reference-exponents.tsv")) {
            if (in == null) {
                throw new IllegalStateException("reference-exponents.tsv is missing");
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split("\t", -1);
                    found.put(
                            cells[0],
                            new Reference(
                                    Double.parseDouble(cells[1]), Double.parseDouble(cells[2])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}

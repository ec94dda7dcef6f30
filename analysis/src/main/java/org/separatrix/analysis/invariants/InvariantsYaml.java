package org.separatrix.analysis.invariants;

import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.Invariants;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes invariants into the text of a system's file.
///
/// An estimate is written as `[value, error]`, the error with two digits and the value to the same
/// place; without an error the value stands alone, with five digits. Notes take a line each.
public final class InvariantsYaml {

    private static final String KEY = "invariants:";
    private static final MathContext FIVE_DIGITS = new MathContext(5);

    private InvariantsYaml() {}

    /// The file's text with the block `invariants` replaced, or added before `published`,
    /// `variants` or `remarks`, or at the end; every other line stays as it is.
    public static String write(String yaml, Invariants invariants) {
        var lines = new ArrayList<>(yaml.lines().toList());
        int at = indexOfKey(lines, KEY);
        if (at >= 0) {
            int end = at + 1;
            while (end < lines.size() && belongsToBlock(lines.get(end))) {
                end++;
            }
            lines.subList(at, end).clear();
        } else {
            at =
                    List.of("published:", "variants:", "remarks:").stream()
                            .mapToInt(key -> indexOfKey(lines, key))
                            .filter(index -> index >= 0)
                            .min()
                            .orElse(lines.size());
        }
        lines.addAll(at, block(invariants));
        return String.join("\n", lines) + "\n";
    }

    private static int indexOfKey(List<String> lines, String key) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean belongsToBlock(String line) {
        return line.startsWith(" ");
    }

    private static List<String> block(Invariants invariants) {
        var block = new ArrayList<String>();
        block.add(KEY);
        if (!invariants.lyapunov().isEmpty()) {
            block.add("  lyapunov: " + list(invariants.lyapunov(), InvariantsYaml::text));
        }
        add(block, "kaplanYorke", invariants.kaplanYorke());
        add(block, "correlation", invariants.correlation());
        add(block, "pesin", invariants.pesin());
        add(block, "multiscaleEntropy", invariants.multiscaleEntropy());
        add(block, "period", invariants.period());
        if (!invariants.mean().isEmpty()) {
            block.add("  mean: " + list(invariants.mean(), InvariantsYaml::fiveDigits));
        }
        if (!invariants.deviation().isEmpty()) {
            block.add("  deviation: " + list(invariants.deviation(), InvariantsYaml::fiveDigits));
        }
        if (!invariants.notes().isEmpty()) {
            block.add("  notes:");
            invariants.notes().forEach(note -> block.add("    - " + quoted(note)));
        }
        return block.size() == 1 ? List.of() : block;
    }

    private static void add(List<String> block, String key, Optional<Estimate> estimate) {
        estimate.ifPresent(e -> block.add("  " + key + ": " + text(e)));
    }

    private static <T> String list(List<T> values, Function<T, String> text) {
        return "[" + String.join(", ", values.stream().map(text).toList()) + "]";
    }

    private static String text(Estimate estimate) {
        double error = estimate.error();
        if (!Double.isFinite(error)) {
            return fiveDigits(estimate.value());
        }
        if (error == 0) {
            return "[%s, 0]".formatted(fiveDigits(estimate.value()));
        }
        var rounded = new BigDecimal(error).round(new MathContext(2));
        // An error of 20 or more must not make the value an integer with an exponent.
        int scale = Math.max(0, rounded.scale());
        var value = new BigDecimal(estimate.value()).setScale(scale, RoundingMode.HALF_EVEN);
        return "[%s, %s]".formatted(plain(value), plain(rounded));
    }

    /// In single quotes, so that no character of a note means anything to YAML.
    private static String quoted(String note) {
        return "'" + note.strip().replaceAll("\\s+", " ").replace("'", "''") + "'";
    }

    private static String fiveDigits(double value) {
        return plain(new BigDecimal(value).round(FIVE_DIGITS));
    }

    private static String plain(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        boolean tiny = value.abs().compareTo(new BigDecimal("1e-5")) < 0;
        return tiny ? value.stripTrailingZeros().toString() : value.toPlainString();
    }
}

package org.separatrix.analysis.invariants;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a start on the attractor into the text of a system's file.
public final class StartYaml {

    private static final int WIDTH = 98;
    private static final String PUBLISHED = "publishedStart:";
    private static final String HISTORY = "history:";
    private static final String REMARKS = "remarks: >-";

    private StartYaml() {}

    /// The file's text with another `initial`; the one before becomes `publishedStart` if the entry
    /// has `published` values and none yet. A delay system gets its `history`.
    ///
    /// @param remark a sentence for the end of the remarks, or empty
    public static String write(String yaml, AttractorStart.Replacement start, String remark) {
        var lines = new ArrayList<>(yaml.lines().toList());
        boolean published = lines.stream().anyMatch(line -> line.startsWith("published:"));
        boolean kept = lines.stream().anyMatch(line -> line.startsWith(PUBLISHED));
        cut(lines, HISTORY);
        int at = find(lines, "initial:");
        var before = cut(lines, "initial:");
        lines.add(at++, "initial: " + list(start.state()));
        if (published && !kept) {
            before.set(0, before.getFirst().replace("initial:", PUBLISHED));
            lines.addAll(at, before);
            at += before.size();
        }
        if (start.past().length > 0) {
            lines.addAll(
                    at,
                    List.of(HISTORY, "  span: " + start.span(), "  values: " + list(start.past())));
        }
        if (!remark.isEmpty()) {
            remark(lines, remark);
        }
        return String.join("\n", lines) + "\n";
    }

    private static int find(List<String> lines, String key) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key)) {
                return i;
            }
        }
        return -1;
    }

    /// Takes the block of a key out, if there is one.
    private static List<String> cut(List<String> lines, String key) {
        int from = find(lines, key);
        if (from < 0) {
            return new ArrayList<>();
        }
        var block = lines.subList(from, blockEnd(lines, from));
        var taken = new ArrayList<>(block);
        block.clear();
        return taken;
    }

    private static int blockEnd(List<String> lines, int from) {
        int end = from + 1;
        while (end < lines.size() && lines.get(end).startsWith(" ")) {
            end++;
        }
        return end;
    }

    private static void remark(List<String> lines, String sentence) {
        int at = find(lines, REMARKS);
        if (at < 0) {
            at = lines.size();
            lines.add(REMARKS);
        }
        int end = blockEnd(lines, at);
        var words = new ArrayList<>(Arrays.asList(sentence.split(" ")));
        var line = new StringBuilder();
        if (end > at + 1) {
            line.append(lines.remove(--end).strip());
        }
        for (String word : words) {
            if (!line.isEmpty() && line.length() + word.length() + 3 > WIDTH) {
                lines.add(end++, "  " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(end, "  " + line);
    }

    private static String list(double[] values) {
        return Arrays.stream(values)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}

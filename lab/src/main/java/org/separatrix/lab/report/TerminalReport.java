package org.separatrix.lab.report;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A report as text for a terminal: tables aligned, figures named, claims with their verdicts.
public final class TerminalReport {

    private final boolean colour;

    /// @param colour whether to use ANSI colours
    public TerminalReport(boolean colour) {
        this.colour = colour;
    }

    /// The whole report.
    public String render(Report report) {
        var text = new StringBuilder();
        text.append(bold(report.title())).append('\n');
        if (!report.summary().isEmpty()) {
            text.append(report.summary()).append('\n');
        }
        for (var section : report.sections()) {
            text.append('\n').append(bold(section.title())).append('\n');
            for (var block : section.blocks()) {
                text.append(block(block));
            }
        }
        if (!report.claims().isEmpty()) {
            text.append('\n').append(bold("Claims")).append('\n').append(claims(report.claims()));
        }
        return text.toString();
    }

    /// The claims as a table.
    public String claims(List<Claim> claims) {
        var rows = new ArrayList<List<String>>();
        for (var claim : claims) {
            rows.add(
                    List.of(
                            claim.holds() ? "✓" : "✗",
                            claim.name(),
                            claim.expected(),
                            claim.measured(),
                            claim.statement()));
        }
        String table = table(List.of("", "claim", "expected", "measured", "statement"), rows);
        return colour
                ? table.replace("✓", "\u001b[32m✓\u001b[0m").replace("✗", "\u001b[31m✗\u001b[0m")
                : table;
    }

    /// One block.
    private String block(Block block) {
        return switch (block) {
            case Block.Text(String text) -> text + "\n";
            case Block.Equation(String latex) -> "    " + latex + "\n";
            case Block.Table(String title, var columns, var rows) ->
                    (title.isEmpty() ? "" : title + "\n") + table(columns, rows);
            case Block.LinePlot(String title, _, _, _) -> figure(title);
            case Block.Scatter(String title, _, _) -> figure(title);
            case Block.HeatMap(String title, var columns, var rows, double[][] values) ->
                    columns.size() > 14 || rows.isEmpty()
                            ? figure(title)
                            : title + "\n" + table(heads(columns), cells(rows, values));
            case Block.PhasePortrait(String title, _, _) -> figure(title);
            case Block.Animation(String title, _, _, _) -> figure(title);
            case Block.RankDiagram ranks -> ranks(ranks);
        };
    }

    private static final int RANK_COLUMNS = 60;

    /// The bars of a rank diagram, a column of the terminal for each sixtieth of the axis.
    private static String ranks(Block.RankDiagram diagram) {
        double last = Math.max(2, diagram.ranks().length);
        double half = 0.5 * diagram.difference();
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < diagram.ranks().length; i++) {
            double rank = diagram.ranks()[i];
            int from = column(rank - half, last);
            int to = column(rank + half, last);
            int at = column(rank, last);
            rows.add(
                    List.of(
                            diagram.names().get(i),
                            String.format(Locale.ROOT, "%.2f", rank),
                            " ".repeat(from) + "─".repeat(at - from) + "●" + "─".repeat(to - at)));
        }
        return diagram.title()
                + "\n"
                + table(
                        List.of(
                                "",
                                diagram.axis(),
                                "bars of %.2f that do not overlap: a difference"
                                        .formatted(diagram.difference())),
                        rows);
    }

    private static int column(double rank, double last) {
        double place = (rank - 1) / (last - 1) * RANK_COLUMNS;
        return (int) Math.round(Math.clamp(place, 0, RANK_COLUMNS));
    }

    private static List<String> heads(List<String> columns) {
        var heads = new ArrayList<String>();
        heads.add("");
        heads.addAll(columns);
        return heads;
    }

    private static List<List<String>> cells(List<String> rows, double[][] values) {
        var cells = new ArrayList<List<String>>();
        for (int i = 0; i < rows.size(); i++) {
            var row = new ArrayList<String>();
            row.add(rows.get(i));
            for (double value : values[i]) {
                row.add(Double.isNaN(value) ? "–" : Claim.number(value));
            }
            cells.add(row);
        }
        return cells;
    }

    private static String figure(String title) {
        return "  [figure: " + title + "]\n";
    }

    /// A table with columns as wide as their widest cell; cells that start like numbers are
    /// right-aligned.
    public static String table(List<String> columns, List<? extends List<String>> rows) {
        int n = columns.size();
        var width = new int[n];
        for (int j = 0; j < n; j++) {
            width[j] = columns.get(j).codePointCount(0, columns.get(j).length());
            for (var row : rows) {
                width[j] = Math.max(width[j], row.get(j).codePointCount(0, row.get(j).length()));
            }
        }
        var text = new StringBuilder();
        line(text, columns, width, false);
        var rules = new ArrayList<String>();
        for (int w : width) {
            rules.add("─".repeat(w));
        }
        line(text, rules, width, false);
        for (var row : rows) {
            line(text, row, width, true);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] width, boolean align) {
        for (int j = 0; j < cells.size(); j++) {
            String cell = cells.get(j);
            int pad = width[j] - cell.codePointCount(0, cell.length());
            boolean right = align && looksNumeric(cell);
            text.append(j == 0 ? "" : "  ").append(" ".repeat(right ? pad : 0)).append(cell);
            if (!right && j < cells.size() - 1) {
                text.append(" ".repeat(pad));
            }
        }
        text.append('\n');
    }

    private static boolean looksNumeric(String cell) {
        return cell.equals("–")
                || cell.equals("inf")
                || cell.matches("[-+]?[0-9][0-9.,]*([eE][-+]?[0-9]+)?( ?[%×s]| ± .*)?");
    }

    private String bold(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}

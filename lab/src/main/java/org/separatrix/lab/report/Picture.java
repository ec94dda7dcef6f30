package org.separatrix.lab.report;

import org.separatrix.lab.Block;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

/// Figures of a report as PNG or SVG files, for documents.
///
/// One drawing routine serves both. A phase portrait is seen from a fixed angle.
public final class Picture {

    private static final Color INK = new Color(0x1b2430);
    private static final Color SOFT = new Color(0x5b6775);
    private static final Color GRID = new Color(0xe3e7ec);
    private static final Color BAD = new Color(0xb3261e);
    private static final Color[] PALETTE = {
        new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73), new Color(0xcc79a7),
        new Color(0xe69f00), new Color(0x56b4e9), new Color(0x7f6bd6), new Color(0x8c8c8c),
        new Color(0x7a4a1f), new Color(0x1d2b33)
    };
    private static final double LEFT = 62;
    private static final double RIGHT = 16;
    private static final double TOP = 34;
    private static final double BOTTOM = 46;

    private final Pen pen;
    private final double x0;
    private final double y0;
    private final double width;
    private final double height;

    private Picture(Pen pen, double x0, double y0, double width, double height) {
        this.pen = pen;
        this.x0 = x0;
        this.y0 = y0;
        this.width = width;
        this.height = height;
    }

    /// Writes `figures` as a grid of panels, row by row, to a `.png` or `.svg` file.
    ///
    /// @param columns panels a row
    /// @param width of the whole picture in pixels
    /// @param panelHeight height of one panel in pixels
    public static void write(
            Path file, List<? extends Block> figures, int columns, int width, int panelHeight) {
        int rows = (figures.size() + columns - 1) / columns;
        boolean png = file.toString().endsWith(".png");
        var bitmap = png ? new BitmapPen(width, rows * panelHeight) : null;
        var svg = png ? null : new SvgPen(width, rows * panelHeight);
        Pen pen = bitmap != null ? bitmap : java.util.Objects.requireNonNull(svg);
        pen.box(0, 0, width, (double) rows * panelHeight, Color.WHITE);
        double panel = (double) width / columns;
        for (int k = 0; k < figures.size(); k++) {
            double x = k % columns * panel;
            int row = k / columns;
            double y = (double) row * panelHeight;
            new Picture(pen, x, y, panel, panelHeight).draw(figures.get(k));
        }
        try {
            if (bitmap != null) {
                ImageIO.write(bitmap.image(), "png", file.toFile());
            } else if (svg != null) {
                Files.writeString(file, svg.document());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// One figure as an SVG document.
    ///
    /// @param width in pixels
    /// @param height in pixels
    public static String svg(Block figure, int width, int height) {
        var pen = new SvgPen(width, height);
        pen.box(0, 0, width, height, Color.WHITE);
        new Picture(pen, 0, 0, width, height).draw(figure);
        return pen.document();
    }

    private void draw(Block block) {
        switch (block) {
            case Block.LinePlot(String title, var axes, var series, var marks) ->
                    plot(title, axes, series, marks, false);
            case Block.Scatter(String title, var axes, var series) ->
                    plot(title, axes, series, List.of(), true);
            case Block.PhasePortrait portrait -> portrait(portrait);
            case Block.HeatMap heat -> heat(heat);
            case Block.RankDiagram ranks -> ranks(ranks);
            case Block.Animation(String title, var axes, var captions, var frames) ->
                    plot(
                            captions.isEmpty() ? title : title + ", " + captions.getLast(),
                            axes,
                            frames.getLast(),
                            List.of(),
                            false);
            case Block.Text _, Block.Equation _, Block.Table _ ->
                    throw new IllegalArgumentException("only figures can be drawn");
        }
    }

    /// Names of the curves within the frame: as many a line as fit, then on the next.
    private final class Legend {

        private static final double LETTER = 6.3;
        private static final double LINE = 15;
        private final double frame;
        private double x = 8;
        private double y = 10;

        Legend(double frame) {
            this.frame = frame;
        }

        void entry(String name, Color colour, boolean dashed) {
            double length = 34 + LETTER * name.length();
            if (x > 8 && x + length > frame) {
                x = 8;
                y += LINE;
            }
            double left = x0 + LEFT + x;
            double middle = y0 + TOP + y;
            pen.line(
                    new double[] {left, left + 16},
                    new double[] {middle, middle},
                    2,
                    colour,
                    2.5,
                    dashed);
            pen.text(name, left + 20, middle, 0, INK, 11, false);
            x += length;
        }
    }

    private void title(String title) {
        pen.text(title, x0 + LEFT, y0 + 16, 0, INK, 13, false);
    }

    private void plot(
            String title,
            Block.Axes axes,
            List<Block.Series> series,
            List<Block.Mark> marks,
            boolean points) {
        title(title);
        double[] box = extent(axes, series);
        double w = width - LEFT - RIGHT;
        double h = height - TOP - BOTTOM;
        for (double v : ticks(box[0], box[1], axes.logX(), 6)) {
            double x = x0 + LEFT + (v - box[0]) / (box[1] - box[0]) * w;
            pen.line(new double[] {x, x}, new double[] {y0 + TOP, y0 + TOP + h}, 2, GRID, 1, false);
            pen.text(label(v, axes.logX()), x, y0 + TOP + h + 12, 0.5, SOFT, 11, false);
        }
        for (double v : ticks(box[2], box[3], axes.logY(), 5)) {
            double y = y0 + TOP + (box[3] - v) / (box[3] - box[2]) * h;
            pen.line(
                    new double[] {x0 + LEFT, x0 + LEFT + w},
                    new double[] {y, y},
                    2,
                    GRID,
                    1,
                    false);
            pen.text(label(v, axes.logY()), x0 + LEFT - 6, y, 1, SOFT, 11, false);
        }
        pen.text(axes.x(), x0 + LEFT + w / 2, y0 + height - 14, 0.5, INK, 12, false);
        pen.text(axes.y(), x0 + 13, y0 + TOP + h / 2, 0.5, INK, 12, true);
        int solid = 0;
        var legend = new Legend(w);
        for (var s : series) {
            Color colour = s.dashed() ? INK : PALETTE[solid++ % PALETTE.length];
            curve(s, axes, box, w, h, colour, points);
            if (series.size() > 1) {
                legend.entry(s.name(), colour, s.dashed());
            }
        }
        int row = 0;
        for (var mark : marks) {
            double v = axes.logX() ? Math.log10(mark.x()) : mark.x();
            double x = x0 + LEFT + (v - box[0]) / (box[1] - box[0]) * w;
            pen.line(
                    new double[] {x, x}, new double[] {y0 + TOP, y0 + TOP + h}, 2, BAD, 1.2, false);
            boolean flip = x > x0 + LEFT + 0.65 * w;
            pen.text(
                    mark.label(),
                    x + (flip ? -4 : 4),
                    y0 + TOP + h - 10 - 13.0 * (row++ % 4),
                    flip ? 1 : 0,
                    BAD,
                    11,
                    false);
        }
    }

    private void curve(
            Block.Series s,
            Block.Axes axes,
            double[] box,
            double w,
            double h,
            Color colour,
            boolean points) {
        var px = new double[s.x().length];
        var py = new double[s.x().length];
        int count = 0;
        for (int i = 0; i <= s.x().length; i++) {
            double x = i < s.x().length ? scale(s.x()[i], axes.logX()) : Double.NaN;
            double y = i < s.x().length ? scale(s.y()[i], axes.logY()) : Double.NaN;
            if (Double.isFinite(x) && Double.isFinite(y)) {
                px[count] = x0 + LEFT + (x - box[0]) / (box[1] - box[0]) * w;
                py[count] = y0 + TOP + (box[3] - y) / (box[3] - box[2]) * h;
                if (points) {
                    pen.dot(px[count], py[count], s.x().length > 400 ? 0.9 : 2.6, colour);
                } else {
                    count++;
                }
            } else if (count > 0) {
                pen.line(px, py, count, colour, 1.5, s.dashed());
                count = 0;
            }
        }
    }

    private void portrait(Block.PhasePortrait portrait) {
        title(portrait.title());
        int axes = portrait.labels().size();
        var low = new double[] {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        var high = new double[] {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (var orbit : portrait.orbits()) {
            for (double[] p : orbit.points()) {
                for (int a = 0; a < axes; a++) {
                    low[a] = Math.min(low[a], p[a]);
                    high[a] = Math.max(high[a], p[a]);
                }
            }
        }
        double yaw = axes > 2 ? -0.7 : 0;
        double tilt = axes > 2 ? 0.35 : Math.PI / 2;
        double size = Math.min(width, height - TOP) * (axes > 2 ? 0.62 : 0.8);
        int k = 0;
        for (var orbit : portrait.orbits()) {
            int n = orbit.points().length;
            var x = new double[n];
            var y = new double[n];
            for (int i = 0; i < n; i++) {
                var u = new double[3];
                for (int a = 0; a < axes; a++) {
                    double span = high[a] > low[a] ? high[a] - low[a] : 1;
                    u[a] = (orbit.points()[i][a] - 0.5 * (low[a] + high[a])) / span;
                }
                double along = u[0] * Math.cos(yaw) - u[1] * Math.sin(yaw);
                double away = u[0] * Math.sin(yaw) + u[1] * Math.cos(yaw);
                x[i] = x0 + width / 2 + along * size * (axes > 2 ? 1 : 1.3);
                y[i] =
                        y0
                                + TOP
                                + (height - TOP) / 2
                                - (away * Math.sin(tilt) + u[2] * Math.cos(tilt)) * size;
            }
            Color base = PALETTE[k++ % PALETTE.length];
            pen.line(
                    x,
                    y,
                    n,
                    new Color(base.getRed(), base.getGreen(), base.getBlue(), 190),
                    0.8,
                    false);
        }
    }

    private void heat(Block.HeatMap heat) {
        title(heat.title());
        int rows = heat.values().length;
        int columns = heat.values()[0].length;
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (double[] row : heat.values()) {
            for (double v : row) {
                if (Double.isFinite(v)) {
                    low = Math.min(low, v);
                    high = Math.max(high, v);
                }
            }
        }
        double left = heat.rows().isEmpty() ? 16 : 110;
        double w = (width - left - RIGHT) / columns;
        double h = (height - TOP - 24) / rows;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double v = heat.values()[r][c];
                float f = high > low ? (float) ((v - low) / (high - low)) : 0.5f;
                Color colour =
                        Double.isFinite(v)
                                ? Color.getHSBColor(
                                        0.68f - 0.55f * f, 0.75f - 0.2f * f, 0.45f + 0.5f * f)
                                : GRID;
                pen.box(x0 + left + c * w, y0 + TOP + r * h, w + 0.4, h + 0.4, colour);
            }
            if (!heat.rows().isEmpty()) {
                pen.text(
                        heat.rows().get(r),
                        x0 + left - 6,
                        y0 + TOP + (r + 0.5) * h,
                        1,
                        INK,
                        11,
                        false);
            }
        }
        for (int c = 0; c < heat.columns().size(); c++) {
            pen.text(
                    heat.columns().get(c),
                    x0 + left + (c + 0.5) * w,
                    y0 + height - 12,
                    0.5,
                    INK,
                    10,
                    false);
        }
    }

    private void ranks(Block.RankDiagram diagram) {
        title(diagram.title());
        int n = diagram.ranks().length;
        double left = 110;
        double w = width - left - RIGHT;
        double row = (height - TOP - BOTTOM) / n;
        double low = 1 - 0.5 * diagram.difference();
        double scale = w / (n - 1 + diagram.difference());
        for (double v : ticks(1, Math.max(2, n), false, 8)) {
            double x = x0 + left + (v - low) * scale;
            double end = y0 + height - BOTTOM;
            pen.line(new double[] {x, x}, new double[] {y0 + TOP, end}, 2, GRID, 1, false);
            pen.text(label(v, false), x, end + 12, 0.5, SOFT, 11, false);
        }
        pen.text(diagram.axis(), x0 + left + w / 2, y0 + height - 14, 0.5, INK, 12, false);
        for (int i = 0; i < n; i++) {
            double y = y0 + TOP + (i + 0.5) * row;
            double x = x0 + left + (diagram.ranks()[i] - low) * scale;
            double half = 0.5 * diagram.difference() * scale;
            // Those that the best cannot be told from have its colour.
            boolean best = diagram.ranks()[i] - diagram.ranks()[0] < diagram.difference();
            Color colour = best ? PALETTE[0] : SOFT;
            pen.line(new double[] {x - half, x + half}, new double[] {y, y}, 2, colour, 2.2, false);
            pen.dot(x, y, 3.2, colour);
            pen.text(diagram.names().get(i), x0 + left - 6, y, 1, INK, n > 24 ? 9 : 11, false);
        }
    }

    private static double scale(double value, boolean log) {
        return log ? (value > 0 ? Math.log10(value) : Double.NaN) : value;
    }

    private static double[] extent(Block.Axes axes, List<Block.Series> series) {
        double[] box = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
        for (var s : series) {
            for (int i = 0; i < s.x().length; i++) {
                double x = scale(s.x()[i], axes.logX());
                double y = scale(s.y()[i], axes.logY());
                if (Double.isFinite(x) && Double.isFinite(y)) {
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.max(box[1], x);
                    box[2] = Math.min(box[2], y);
                    box[3] = Math.max(box[3], y);
                }
            }
        }
        if (box[1] < box[0]) {
            return new double[] {0, 1, 0, 1};
        }
        double dx = box[1] > box[0] ? 0 : 0.5;
        double dy = box[3] > box[2] ? 0.06 * (box[3] - box[2]) : 0.5;
        return new double[] {box[0] - dx, box[1] + dx, box[2] - dy, box[3] + 1.6 * dy};
    }

    private static List<Double> ticks(double low, double high, boolean log, int count) {
        var found = new ArrayList<Double>();
        double raw = (high - low) / count;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = 10 * power;
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= raw) {
                step = factor * power;
                break;
            }
        }
        if (log) {
            step = Math.max(1, Math.rint(step));
        }
        for (double v = Math.ceil(low / step) * step; v <= high + 1e-9 * (high - low); v += step) {
            found.add(Math.abs(v) < 1e-12 * (high - low) ? 0.0 : v);
        }
        return found;
    }

    private static String label(double value, boolean log) {
        double v = log ? Math.pow(10, value) : value;
        if (v == 0) {
            return "0";
        }
        double size = Math.abs(v);
        if (size >= 1e5 || size < 1e-3) {
            return String.format(Locale.ROOT, "%.0e", v)
                    .replace("e+0", "e")
                    .replace("e-0", "e-")
                    .replace("e+", "e");
        }
        return String.format(Locale.ROOT, "%.4f", v).replaceAll("\\.?0+$", "");
    }
}

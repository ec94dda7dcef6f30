package org.separatrix.lab.report;

import java.awt.Color;
import java.util.Locale;

/// Writes scalable vector graphics.
final class SvgPen implements Pen {

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    SvgPen(int width, int height) {
        this.width = width;
        this.height = height;
    }

    String document() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">\n%s</svg>\n"
                .formatted(width, height, body);
    }

    @Override
    public void line(
            double[] x, double[] y, int count, Color colour, double width, boolean dashed) {
        body.append("<polyline fill=\"none\" stroke=\"").append(hex(colour));
        if (colour.getAlpha() < 255) {
            body.append("\" stroke-opacity=\"").append(short_(colour.getAlpha() / 255.0));
        }
        body.append("\" stroke-width=\"").append(short_(width));
        body.append(dashed ? "\" stroke-dasharray=\"4 4" : "").append("\" points=\"");
        for (int i = 0; i < count; i++) {
            body.append(short_(x[i])).append(',').append(short_(y[i])).append(' ');
        }
        body.append("\"/>\n");
    }

    @Override
    public void box(double x, double y, double width, double height, Color colour) {
        body.append(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
                        .formatted(
                                short_(x), short_(y), short_(width), short_(height), hex(colour)));
    }

    @Override
    public void dot(double x, double y, double radius, Color colour) {
        body.append(
                "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>\n"
                        .formatted(short_(x), short_(y), short_(radius), hex(colour)));
    }

    @Override
    public void text(
            String text,
            double x,
            double y,
            double anchor,
            Color colour,
            int size,
            boolean upright) {
        String place = anchor == 0 ? "start" : anchor == 1 ? "end" : "middle";
        body.append(
                "<text transform=\"translate(%s %s)%s\" dy=\"0.35em\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>\n"
                        .formatted(
                                short_(x),
                                short_(y),
                                upright ? " rotate(-90)" : "",
                                place,
                                size,
                                hex(colour),
                                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff);
    }

    private static String short_(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }
}

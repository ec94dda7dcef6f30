package org.separatrix.lab.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/// Draws into a bitmap at twice the nominal size, for sharp screens.
final class BitmapPen implements Pen {

    private final BufferedImage image;
    private final Graphics2D graphics;

    BitmapPen(int width, int height) {
        image = new BufferedImage(2 * width, 2 * height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(2, 2);
    }

    BufferedImage image() {
        return image;
    }

    @Override
    public void line(
            double[] x, double[] y, int count, Color colour, double width, boolean dashed) {
        var path = new Path2D.Double();
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                path.moveTo(x[i], y[i]);
            } else {
                path.lineTo(x[i], y[i]);
            }
        }
        graphics.setColor(colour);
        graphics.setStroke(
                new BasicStroke(
                        (float) width,
                        BasicStroke.CAP_ROUND,
                        BasicStroke.JOIN_ROUND,
                        1,
                        dashed ? new float[] {4, 4} : null,
                        0));
        graphics.draw(path);
    }

    @Override
    public void box(double x, double y, double width, double height, Color colour) {
        graphics.setColor(colour);
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void dot(double x, double y, double radius, Color colour) {
        graphics.setColor(colour);
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
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
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
        graphics.setColor(colour);
        double width = graphics.getFontMetrics().stringWidth(text);
        var before = graphics.getTransform();
        graphics.translate(x, y);
        if (upright) {
            graphics.rotate(-Math.PI / 2);
        }
        graphics.drawString(text, (float) (-anchor * width), (float) (0.35 * size));
        graphics.setTransform(before);
    }
}

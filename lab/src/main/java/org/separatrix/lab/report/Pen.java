package org.separatrix.lab.report;

import java.awt.Color;

/// Where a [Picture] draws: a bitmap or a vector file.
interface Pen {

    /// An open polygon in pixels.
    void line(double[] x, double[] y, int count, Color colour, double width, boolean dashed);

    /// A filled rectangle.
    void box(double x, double y, double width, double height, Color colour);

    /// A filled disk.
    void dot(double x, double y, double radius, Color colour);

    /// Text; `anchor` 0 starts at x, 0.5 is centred, 1 ends at x; rotated by 90 degrees to the left
    /// if `upright`.
    void text(
            String text,
            double x,
            double y,
            double anchor,
            Color colour,
            int size,
            boolean upright);
}

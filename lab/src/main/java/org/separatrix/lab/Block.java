package org.separatrix.lab;

import java.util.List;

/// One piece of a report: text, a formula, a table or a figure.
///
/// Every figure carries its own numbers, so that each renderer (page, terminal, picture file) draws
/// the same thing. Not-a-number breaks a line.
public sealed interface Block {

    /// Whether it is a figure that can be drawn.
    default boolean drawable() {
        return switch (this) {
            case Text _, Equation _, Table _ -> false;
            case LinePlot _, Scatter _, HeatMap _, PhasePortrait _, Animation _, RankDiagram _ ->
                    true;
        };
    }

    /// A paragraph.
    record Text(String text) implements Block {}

    /// A formula in LaTeX.
    record Equation(String latex) implements Block {}

    /// A table; numbers are right-aligned by the renderers.
    record Table(String title, List<String> columns, List<List<String>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (var row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "table '%s': expected %d cells a row, got %d"
                                    .formatted(title, columns.size(), row.size()));
                }
            }
        }
    }

    /// Labels and scales of a pair of axes; units belong into the labels.
    record Axes(String x, String y, boolean logX, boolean logY) {

        /// Linear axes.
        public static Axes linear(String x, String y) {
            return new Axes(x, y, false, false);
        }

        /// A logarithmic ordinate.
        public static Axes logarithmic(String x, String y) {
            return new Axes(x, y, false, true);
        }
    }

    /// A named curve or cloud.
    ///
    /// @param dashed whether a line is dashed, for references and truths
    record Series(String name, double[] x, double[] y, boolean dashed) {
        public Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "series '%s': expected as many ordinates as abscissas, got %d and %d"
                                .formatted(name, y.length, x.length));
            }
        }

        /// A solid line or a cloud.
        public static Series of(String name, double[] x, double[] y) {
            return new Series(name, x, y, false);
        }
    }

    /// A vertical line at `x` with a label, such as the moment a forecast parts from the truth.
    record Mark(String label, double x) {}

    /// Curves over common axes.
    record LinePlot(String title, Axes axes, List<Series> series, List<Mark> marks)
            implements Block {
        public LinePlot {
            series = List.copyOf(series);
            marks = List.copyOf(marks);
        }
    }

    /// Points over common axes.
    record Scatter(String title, Axes axes, List<Series> series) implements Block {
        public Scatter {
            series = List.copyOf(series);
        }
    }

    /// A matrix as colours.
    ///
    /// @param values row by row, `values[row][column]`
    record HeatMap(String title, List<String> columns, List<String> rows, double[][] values)
            implements Block {
        public HeatMap {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /// One orbit or more in two or three dimensions, to be turned by hand.
    ///
    /// @param labels names of the axes, two or three
    record PhasePortrait(String title, List<String> labels, List<Orbit> orbits) implements Block {
        public PhasePortrait {
            labels = List.copyOf(labels);
            orbits = List.copyOf(orbits);
        }
    }

    /// A named curve in phase space.
    ///
    /// @param points coordinates point by point, `points[k][axis]`
    record Orbit(String name, double[][] points) {}

    /// A critical-difference diagram: each name at its mean rank with a bar of the length of the
    /// critical difference, best first. Two that differ have bars that do not overlap.
    ///
    /// @param axis what the ranks are
    /// @param ranks mean ranks from 1, not falling
    /// @param difference critical difference of mean ranks, positive
    record RankDiagram(
            String title, String axis, List<String> names, double[] ranks, double difference)
            implements Block {
        public RankDiagram {
            names = List.copyOf(names);
            if (names.size() != ranks.length) {
                throw new IllegalArgumentException(
                        "rank diagram '%s': expected as many ranks as names, got %d and %d"
                                .formatted(title, ranks.length, names.size()));
            }
            if (!(difference > 0)) {
                throw new IllegalArgumentException(
                        "rank diagram '%s': difference must be positive, got %s"
                                .formatted(title, difference));
            }
        }
    }

    /// A sequence of line plots over fixed axes, played in turn.
    record Animation(String title, Axes axes, List<String> captions, List<List<Series>> frames)
            implements Block {
        public Animation {
            captions = List.copyOf(captions);
            frames = frames.stream().map(List::copyOf).toList();
        }
    }
}

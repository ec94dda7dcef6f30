package org.separatrix.app.command;

import org.separatrix.dynamics.Trajectory;

import java.io.PrintStream;

/// Trajectories on standard output.
final class Rows {

    private Rows() {}

    /// The states row by row.
    static double[][] of(Trajectory trajectory) {
        var rows = new double[trajectory.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = trajectory.state(i);
        }
        return rows;
    }

    /// CSV with the time first; numbers keep every bit.
    static void print(PrintStream out, Trajectory trajectory) {
        out.println("t," + String.join(",", trajectory.names()));
        var line = new StringBuilder();
        for (int i = 0; i < trajectory.size(); i++) {
            line.setLength(0);
            line.append(trajectory.time(i));
            for (int j = 0; j < trajectory.dimension(); j++) {
                line.append(',').append(trajectory.state(i, j));
            }
            out.println(line);
        }
    }
}

package org.separatrix.dynamics.simulate;

import org.separatrix.dynamics.files.TrajectorySink;
import org.separatrix.dynamics.integrate.Interpolant;
import org.separatrix.dynamics.integrate.StepListener;

/// Writes the solution at the output times as the steps go by; holds one row.
final class RowWriter implements StepListener {

    private final OutputTimes times;
    private final TrajectorySink sink;
    private final double[] x;
    private int done;

    /// Writes the first row.
    ///
    /// @param x0 state at the first output time, length d
    RowWriter(OutputTimes times, double[] x0, TrajectorySink sink) {
        this.times = times;
        this.sink = sink;
        x = x0.clone();
        sink.row(times.at(0), x);
        done = 1;
    }

    @Override
    public void accepted(Interpolant step) {
        while (done < times.points() && times.at(done) <= step.to()) {
            step.at(times.at(done), x);
            sink.row(times.at(done), x);
            done++;
        }
    }
}

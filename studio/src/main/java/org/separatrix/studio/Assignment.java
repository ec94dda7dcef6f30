package org.separatrix.studio;

import org.separatrix.lab.Report;
import org.separatrix.lab.Run;

import java.util.List;

/// A job, resolved: everything about it is known to be usable before it waits for its turn.
///
/// @param title for people
/// @param kind of the run, as the store names it
/// @param configuration stored with the run
/// @param command words by which the command line does the same
/// @param work does it
record Assignment(
        String title, String kind, Record configuration, List<String> command, Body work) {

    /// The work itself.
    interface Body {
        Report run(Run run);
    }
}

package org.separatrix.studio;

/// How much is done at a time and for how long; tests use less.
///
/// @param requestSeconds longest computation of one request
/// @param streamSeconds longest stream of rows, its reader's pauses included
/// @param streams streams at a time
/// @param openJobs jobs that wait or are paused
record Limits(double requestSeconds, double streamSeconds, int streams, int openJobs) {

    static final Limits USUAL = new Limits(30, 600, 8, 50);
}

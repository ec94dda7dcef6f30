package org.separatrix.dynamics.integrate;

/// Where an integration stands: for error messages.
///
/// @param time time of the last accepted state
/// @param step number of accepted steps
/// @param stepSize length of the last step tried, signed
/// @param state last accepted state, length d, owned by the report
record StepReport(double time, long step, double stepSize, double[] state) {}

package org.separatrix.analysis.lyapunov;

/// What the runs met on their way.
///
/// @param jumps crossings of surfaces at which the right-hand side jumps
/// @param slid whether a trajectory slid along such a surface, where tangent vectors are not right
/// @param stiff whether implicit steps were taken; the last exponent then follows from the mean
///   divergence
public record Course(long jumps, boolean slid, boolean stiff) {

    /// A smooth way of explicit steps.
    public static final Course SMOOTH = new Course(0, false, false);

    /// Both ways one after the other.
    Course and(Course other) {
        return new Course(jumps + other.jumps, slid || other.slid, stiff || other.stiff);
    }
}

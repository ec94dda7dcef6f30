package org.separatrix.equations;

import org.jspecify.annotations.Nullable;

/// What a local name stands for: the value of a loop index, or the argument of a function being
/// inlined.
///
/// @param outer the surrounding names, null at the outside
/// @param value the value of an index
/// @param argument the argument of a function, null for an index
/// @param home the names that the argument itself may use
record Frame(
        @Nullable Frame outer,
        String name,
        long value,
        @Nullable Syntax argument,
        @Nullable Frame home) {

    static Frame index(@Nullable Frame outer, String name, long value) {
        return new Frame(outer, name, value, null, null);
    }

    static Frame argument(
            @Nullable Frame outer, String name, Syntax argument, @Nullable Frame home) {
        return new Frame(outer, name, 0, argument, home);
    }

    /// The innermost meaning of `name`, null if it is not local.
    static @Nullable Frame find(@Nullable Frame innermost, String name) {
        for (Frame frame = innermost; frame != null; frame = frame.outer) {
            if (frame.name.equals(name)) {
                return frame;
            }
        }
        return null;
    }
}

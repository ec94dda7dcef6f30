package org.separatrix.equations;

/// What an index outside a family of states or definitions means.
enum Boundary {
    /// An error.
    NONE,
    /// The family is a ring.
    CYCLIC,
    /// The values outside are zero.
    ZERO,
    /// The values outside mirror those inside, edge included: before 0 comes 0 again, then 1.
    REFLECT;

    /// The index inside `low..high` that stands for `index`, or `low - 1` if its value is zero.
    long inside(long index, long low, long high) {
        if (index >= low && index <= high) {
            return index;
        }
        long length = high - low + 1;
        return switch (this) {
            case NONE, ZERO -> low - 1;
            case CYCLIC -> low + Math.floorMod(index - low, length);
            case REFLECT -> {
                long folded = Math.floorMod(index - low, 2 * length);
                yield low + Math.min(folded, 2 * length - 1 - folded);
            }
        };
    }
}

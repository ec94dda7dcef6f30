package org.separatrix.dynamics;

/// The mixing function of splitmix64: neighbouring numbers become unrelated ones, so that seeds can
/// be derived from seeds.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// (2014).
public final class SplitMix {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private SplitMix() {}

    /// A number that depends on every bit of `z`; one-to-one.
    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /// The seed of a child.
    ///
    /// @param index tells the children of one seed apart
    public static long child(long seed, long index) {
        return mix(seed + GOLDEN * (index + 1));
    }
}

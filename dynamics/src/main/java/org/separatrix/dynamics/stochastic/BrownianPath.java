package org.separatrix.dynamics.stochastic;

/// A Brownian motion in m independent channels that is a function of its seed.
///
/// Time is cut into cells of length `cell`; a cell of level l is one 2^l-th of that. Each cell has
/// an increment `W(end) - W(begin)` and an area, the integral of `W(s) - W(begin)` over it. The
/// halves of a cell are drawn from their exact joint law given the increment and area of the whole
/// (four Gaussian numbers with two linear conditions), so every level shows the same path, finer.
/// Numbers come from hashing (seed, channel, level, index): nothing is stored, cells may be asked
/// in any order, and the same seed gives the same path on every machine.
///
/// Immutable; may be shared between threads.
public final class BrownianPath {

    private static final int DEEPEST = 48;
    private static final double ROOT_3 = Math.sqrt(3);

    private final long seed;
    private final int channels;
    private final double cell;

    /// A path.
    ///
    /// @param channels number of independent components, m
    /// @param cell length of a cell of level 0, positive
    public BrownianPath(long seed, int channels, double cell) {
        if (channels < 0) {
            throw new IllegalArgumentException("channels must not be negative, got " + channels);
        }
        if (!(cell > 0) || Double.isInfinite(cell)) {
            throw new IllegalArgumentException("cell must be positive, got " + cell);
        }
        this.seed = seed;
        this.channels = channels;
        this.cell = cell;
    }

    /// Number of channels, m.
    public int channels() {
        return channels;
    }

    /// Length of a cell of level 0.
    public double cell() {
        return cell;
    }

    /// Increments and areas of one cell.
    ///
    /// @param level 0 to 48
    /// @param index number of the cell at that level, from 0
    /// @param dw increments, length m, overwritten
    /// @param area areas, length m, overwritten
    public void increments(int level, long index, double[] dw, double[] area) {
        check(level, index);
        new Cursor(level, index).next(dw, area);
    }

    private static void check(int level, long index) {
        if (level < 0 || level > DEEPEST) {
            throw new IllegalArgumentException(
                    "level must lie in 0..%d, got %d".formatted(DEEPEST, level));
        }
        if (index < 0) {
            throw new IllegalArgumentException("index must not be negative, got " + index);
        }
    }

    /// The cells of one level in their order, from number `index` on.
    ///
    /// @param level 0 to 48
    public Cursor cursor(int level, long index) {
        check(level, index);
        return new Cursor(level, index);
    }

    /// Walks over neighbouring cells of one level.
    ///
    /// It remembers the cells that the present one is a part of, so that a cell costs two pairs of
    /// Gaussian numbers on average, whatever the level; asked for alone it costs one pair a level.
    /// The numbers are those of [BrownianPath#increments], to the bit. One instance serves one
    /// thread.
    public final class Cursor {

        private final int level;
        private final double[] normal = new double[2];

        /// Increment and area of the present cell of each level, level by level: `[level+1 × m]`.
        private final double[] w;

        private final double[] z;
        private long index;
        private boolean started;

        private Cursor(int level, long index) {
            this.level = level;
            this.index = index;
            w = new double[(level + 1) * channels];
            z = new double[(level + 1) * channels];
        }

        /// Moves over one cell.
        ///
        /// @param dw increments, length m, overwritten
        /// @param area areas, length m, overwritten
        public void next(double[] dw, double[] area) {
            // Levels above the highest bit that changed still hold the right cell.
            int from =
                    started
                            ? Math.max(
                                    0,
                                    level - (63 - Long.numberOfLeadingZeros(index ^ (index - 1))))
                            : 0;
            started = true;
            for (int l = from; l <= level; l++) {
                refine(l);
            }
            System.arraycopy(w, level * channels, dw, 0, channels);
            System.arraycopy(z, level * channels, area, 0, channels);
            index++;
        }

        /// The cell of level `l` that holds the present one, from the cell above it.
        private void refine(int l) {
            double h = Math.scalb(cell, -l);
            long number = index >>> (level - l);
            for (int k = 0; k < channels; k++) {
                int here = l * channels + k;
                if (l == 0) {
                    normals(k, 0, number, normal);
                    w[here] = Math.sqrt(h) * normal[0];
                    z[here] = 0.5 * h * (w[here] + Math.sqrt(h) * normal[1] / ROOT_3);
                    continue;
                }
                normals(k, l, number >>> 1, normal);
                double whole = w[here - channels];
                double wholeArea = z[here - channels];
                double left = 0.75 * wholeArea / h - 0.25 * whole + Math.sqrt(h / 8) * normal[0];
                double leftArea =
                        0.5 * wholeArea - 0.25 * h * whole + h * Math.sqrt(h / 24) * normal[1];
                boolean right = (number & 1) == 1;
                w[here] = right ? whole - left : left;
                z[here] = right ? wholeArea - (leftArea + h * left) : leftArea;
            }
        }
    }

    /// Values W_k(t), length m, with W(0) = 0; costs one number for each cell before `t`.
    ///
    /// @param t not negative; resolved to one 2^-48-th of a cell
    public double[] value(double t) {
        if (!(t >= 0) || t / cell > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "t must lie between 0 and %.3g (2^31 cells), got %s"
                            .formatted(Integer.MAX_VALUE * cell, t));
        }
        var sum = new double[channels];
        var dw = new double[channels];
        var area = new double[channels];
        long whole = (long) Math.floor(t / cell);
        var cells = cursor(0, 0);
        for (long i = 0; i < whole; i++) {
            cells.next(dw, area);
            add(sum, dw);
        }
        // The rest of the way in halves, quarters and so on.
        double rest = t / cell - whole;
        long index = whole;
        for (int level = 1; level <= DEEPEST && rest > 0; level++) {
            rest *= 2;
            index *= 2;
            if (rest >= 1) {
                increments(level, index, dw, area);
                add(sum, dw);
                index++;
                rest -= 1;
            }
        }
        return sum;
    }

    private static void add(double[] sum, double[] terms) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += terms[k];
        }
    }

    /// Two independent standard normal numbers by Box and Muller's method.
    private void normals(int channel, int level, long index, double[] out) {
        long key = mix(mix(seed) + 0x9E3779B97F4A7C15L * (64L * channel + level + 1));
        long bits = mix(key ^ mix(index + 0xD1B54A32D192ED03L));
        double u = ((bits >>> 11) + 1) * 0x1.0p-53;
        double v = (mix(bits + 0x9E3779B97F4A7C15L) >>> 11) * 0x1.0p-53;
        // StrictMath: the same bits on every machine.
        double radius = Math.sqrt(-2 * StrictMath.log(u));
        out[0] = radius * StrictMath.cos(2 * Math.PI * v);
        out[1] = radius * StrictMath.sin(2 * Math.PI * v);
    }

    /// The finaliser of a 64-bit hash (D. Stafford's variant 13 of MurmurHash3's).
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

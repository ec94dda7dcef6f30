package org.separatrix.networks.ntk;

import java.util.List;

/// One piece of an infinitely wide network.
public sealed interface Layer {

    /// An affine map `s/sqrt(n) W a + b bias` with independent standard normal W and bias.
    ///
    /// @param weight gain s of the weights, positive
    /// @param bias strength b of the biases, not negative
    record Dense(double weight, double bias) implements Layer {
        public Dense {
            checkGains(weight, bias);
        }
    }

    /// A nonlinearity on every unit; must follow an affine layer, whose outputs are Gaussian.
    record Nonlinearity(Activation activation) implements Layer {}

    /// Branches that see the same input and whose outputs are added; an empty branch is a skip
    /// connection. Branches have weights of their own, so that kernels add.
    record Sum(List<List<Layer>> branches) implements Layer {
        public Sum {
            branches = copy(branches);
        }
    }

    /// Branches of equal width that see the same input and whose outputs are put side by side.
    record Concat(List<List<Layer>> branches) implements Layer {
        public Concat {
            branches = copy(branches);
        }
    }

    /// Division by the root mean square over units (at every pixel of an image).
    record LayerNorm() implements Layer {}

    /// A convolution with stride 1 over all channels, `s/sqrt(n F) W * a + b bias` for a filter of
    /// F pixels.
    ///
    /// @param height rows of the filter, odd; 1 for sequences
    /// @param width columns of the filter, odd
    /// @param circular whether the image is continued periodically instead of by zeros
    record Convolution(int height, int width, double weight, double bias, boolean circular)
            implements Layer {
        public Convolution {
            checkGains(weight, bias);
            if (height < 1 || width < 1 || height % 2 == 0 || width % 2 == 0) {
                throw new IllegalArgumentException(
                        "a filter must have odd sides, got %d x %d".formatted(height, width));
            }
        }
    }

    /// All pixels side by side: keeps pairs of equal pixels, cost O(pixels) a pair of images.
    record Flatten() implements Layer {}

    /// The mean over pixels: needs all pairs of pixels, cost O(pixels^2) a pair of images.
    record GlobalAverage() implements Layer {}

    /// Whether its outputs are Gaussian in the limit, whatever went in.
    private static boolean affine(Layer layer) {
        return switch (layer) {
            case Dense _, Convolution _ -> true;
            case Nonlinearity _, LayerNorm _, Flatten _, GlobalAverage _ -> false;
            case Sum(var branches) -> branches.stream().allMatch(b -> b.isEmpty() || gaussian(b));
            case Concat(var branches) -> branches.stream().allMatch(Layer::gaussian);
        };
    }

    /// Whether what comes out of a chain is Gaussian.
    private static boolean gaussian(List<Layer> chain) {
        return !chain.isEmpty() && affine(chain.getLast());
    }

    /// Refuses chains that have no infinite-width limit of the kind computed here.
    ///
    /// @param input whether the chain's own input is Gaussian
    static void validate(List<Layer> chain, boolean input) {
        boolean gaussian = input;
        boolean pooled = false;
        for (var layer : chain) {
            switch (layer) {
                case Nonlinearity(var activation) -> {
                    if (!gaussian) {
                        throw new IllegalArgumentException(
                                ("the activation %s does not follow an affine layer; put a dense or"
                                                + " convolution layer before it")
                                        .formatted(activation.name()));
                    }
                    refuseAfterPooling(pooled, "an activation");
                }
                case LayerNorm() -> refuseAfterPooling(pooled, "layer-norm");
                case Sum(var branches) -> {
                    checkSum(branches);
                    boolean before = gaussian;
                    branches.forEach(b -> validate(b, before));
                }
                case Concat(var branches) -> {
                    boolean before = gaussian;
                    branches.forEach(b -> validate(b, before));
                }
                case GlobalAverage() -> pooled = true;
                case Dense _, Convolution _, Flatten _ -> {}
            }
            // A skip adds what was there before: Gaussian if that was.
            boolean kept = skips(layer) || leavesImage(layer);
            gaussian = (affine(layer) && !skips(layer)) || (gaussian && kept);
        }
    }

    private static boolean skips(Layer layer) {
        return layer instanceof Sum(var branches) && branches.stream().anyMatch(List::isEmpty);
    }

    private static boolean leavesImage(Layer layer) {
        return layer instanceof Flatten || layer instanceof GlobalAverage;
    }

    private static void checkSum(List<List<Layer>> branches) {
        long loose = branches.stream().filter(b -> !gaussian(b)).count();
        if (loose > 1) {
            throw new IllegalArgumentException(
                    "%d branches of a sum do not end in an affine layer; only one may, or their"
                                    .formatted(loose)
                            + " outputs are correlated");
        }
    }

    private static void refuseAfterPooling(boolean pooled, String what) {
        if (pooled) {
            throw new IllegalArgumentException(
                    what + " after global average pooling is not supported; pool last");
        }
    }

    /// Number of affine layers on the longest way through.
    static int depth(List<Layer> chain) {
        int depth = 0;
        for (var layer : chain) {
            depth +=
                    switch (layer) {
                        case Dense _, Convolution _ -> 1;
                        case Nonlinearity _, LayerNorm _, Flatten _, GlobalAverage _ -> 0;
                        case Sum(var b) -> b.stream().mapToInt(Layer::depth).max().orElse(0);
                        case Concat(var b) -> b.stream().mapToInt(Layer::depth).max().orElse(0);
                    };
        }
        return depth;
    }

    private static void checkGains(double weight, double bias) {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight gain must be positive, got " + weight);
        }
        if (!(bias >= 0) || Double.isInfinite(bias)) {
            throw new IllegalArgumentException("bias strength must not be negative, got " + bias);
        }
    }

    private static List<List<Layer>> copy(List<List<Layer>> branches) {
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("a sum or a concatenation needs a branch");
        }
        return branches.stream().map(List::copyOf).toList();
    }
}

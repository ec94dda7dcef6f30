package org.separatrix.lab.data.images;

import org.separatrix.lab.LabException;

import java.util.Arrays;

/// Grey images of one size with a class each.
///
/// @param height rows of pixels
/// @param width columns of pixels
/// @param classes number of classes
/// @param pixels image by image, row by row, in [0, 1], each of length height*width
/// @param labels class of each image, from 0 to classes - 1
public record LabelledImages(int height, int width, int classes, double[][] pixels, int[] labels) {

    public LabelledImages {
        if (pixels.length != labels.length) {
            throw new LabException(
                    "expected a label for each of %d images, got %d"
                            .formatted(pixels.length, labels.length));
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new LabException(
                        "labels must lie in 0 to %d, got %d".formatted(classes - 1, label));
            }
        }
    }

    /// Number of images.
    public int size() {
        return labels.length;
    }

    /// The images from `from` to `to - 1`.
    public LabelledImages slice(int from, int to) {
        return new LabelledImages(
                height,
                width,
                classes,
                Arrays.copyOfRange(pixels, from, to),
                Arrays.copyOfRange(labels, from, to));
    }

    /// Images as points: every pixel less its mean `mean`, the whole of norm `sqrt(pixels)`.
    ///
    /// @param mean one number for each pixel, usually [#meanImage] of the training images
    public double[][] normalised(double[] mean) {
        var points = new double[size()][];
        for (int i = 0; i < points.length; i++) {
            double[] point = pixels[i].clone();
            double square = 0;
            for (int p = 0; p < point.length; p++) {
                point[p] -= mean[p];
                square += point[p] * point[p];
            }
            double scale = square == 0 ? 0 : Math.sqrt(point.length / square);
            for (int p = 0; p < point.length; p++) {
                point[p] *= scale;
            }
            points[i] = point;
        }
        return points;
    }

    /// The mean of all images.
    public double[] meanImage() {
        var mean = new double[height * width];
        for (double[] image : pixels) {
            for (int p = 0; p < mean.length; p++) {
                mean[p] += image[p] / pixels.length;
            }
        }
        return mean;
    }

    /// Targets for regression: 1 at the class less `1/classes` everywhere, [n x classes].
    public double[][] centredOneHot() {
        var y = new double[size()][classes];
        for (int i = 0; i < y.length; i++) {
            Arrays.fill(y[i], -1.0 / classes);
            y[i][labels[i]] += 1;
        }
        return y;
    }

    /// Share of images whose largest score is that of their class.
    ///
    /// @param scores [n x classes]
    public double accuracy(double[][] scores) {
        int right = 0;
        for (int i = 0; i < size(); i++) {
            int best = 0;
            for (int k = 1; k < classes; k++) {
                if (scores[i][k] > scores[i][best]) {
                    best = k;
                }
            }
            if (best == labels[i]) {
                right++;
            }
        }
        return (double) right / size();
    }
}

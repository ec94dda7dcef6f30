package org.separatrix.lab.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.Seeds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

class ImagesTest {

    @TempDir Path folder;

    @Test
    void everyTenHoldsEachDigitOnceAndTheSameSeedTheSameImages() {
        var digits = Digits.generate(40, 16, new Seeds(3));
        for (int ten = 0; ten < 4; ten++) {
            assertThat(digits.slice(10 * ten, 10 * ten + 10).labels())
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(Digits.generate(40, 16, new Seeds(3)).pixels()).isDeepEqualTo(digits.pixels());
        assertThat(Digits.generate(40, 16, new Seeds(4)).pixels()[0])
                .isNotEqualTo(digits.pixels()[0]);
    }

    @Test
    void longerSeriesStartsWithTheShorterOne() {
        assertThat(Digits.generate(40, 16, new Seeds(3)).slice(0, 10).pixels())
                .isDeepEqualTo(Digits.generate(10, 16, new Seeds(3)).pixels());
    }

    @Test
    void imagesHoldInkAndStayWithinGreys() {
        for (double[] image : Digits.generate(50, 20, new Seeds(0)).pixels()) {
            double ink = 0;
            for (double v : image) {
                assertThat(v).isBetween(0.0, 1.0);
                ink += v / image.length;
            }
            assertThat(ink).isBetween(0.03, 0.4);
        }
    }

    @Test
    void nearestNeighbourTellsMostDigitsApartButNotAll() {
        var all = Digits.generate(600, 14, new Seeds(1));
        var known = all.slice(0, 400);
        var asked = all.slice(400, 600);
        int right = 0;
        for (int i = 0; i < asked.size(); i++) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < known.size(); j++) {
                double d = 0;
                for (int p = 0; p < 196; p++) {
                    double off = asked.pixels()[i][p] - known.pixels()[j][p];
                    d += off * off;
                }
                if (d < least) {
                    least = d;
                    best = j;
                }
            }
            right += known.labels()[best] == asked.labels()[i] ? 1 : 0;
        }
        assertThat(right / 200.0).isBetween(0.7, 0.995);
    }

    @Test
    void normalisedPointsHaveTheNormOfTheirSpace() {
        var digits = Digits.generate(20, 10, new Seeds(0));
        for (double[] x : digits.normalised(digits.meanImage())) {
            double square = 0;
            for (double v : x) {
                square += v * v;
            }
            assertThat(square).isCloseTo(100, within(1e-9));
        }
        double[][] y = digits.centredOneHot();
        assertThat(y[0][digits.labels()[0]]).isCloseTo(0.9, within(1e-15));
        assertThat(digits.accuracy(y)).isEqualTo(1);
    }

    private Path write(String name, boolean compress, int... numbers) throws IOException {
        var buffer = ByteBuffer.allocate(4 * numbers.length);
        for (int n : numbers) {
            buffer.putInt(n);
        }
        Path file = folder.resolve(name);
        try (var out =
                compress
                        ? new GZIPOutputStream(Files.newOutputStream(file))
                        : Files.newOutputStream(file)) {
            out.write(buffer.array());
        }
        return file;
    }

    @Test
    void idxFilesAreReadPlainAndCompressed() throws IOException {
        for (boolean compress : new boolean[] {false, true}) {
            Path images = write("images", compress, 0x0803, 4, 1, 1, 0x00ff33cc);
            Path labels = write("labels", compress, 0x0801, 4, 0x07000102);
            var read = IdxFiles.read(images, labels, 3);
            assertThat(read.size()).isEqualTo(3);
            assertThat(read.pixels()[1][0]).isEqualTo(1);
            assertThat(read.pixels()[2][0]).isCloseTo(0.2, within(1e-15));
            assertThat(read.labels()).containsExactly(7, 0, 1);
        }
    }

    @Test
    void filesThatAreSomethingElseAreRefused() throws IOException {
        Path images = write("images", false, 0x0803, 4, 1, 1, 0);
        Path labels = write("labels", false, 0x0801, 3, 0);
        assertThatThrownBy(() -> IdxFiles.read(images, labels, 9))
                .hasMessage("%s holds 4 images, %s 3 labels".formatted(images, labels));
        assertThatThrownBy(() -> IdxFiles.read(labels, labels, 9))
                .hasMessage(
                        "%s is not an IDX file of bytes with 3 dimensions: it starts with 00000801"
                                .formatted(labels));
        Path huge = write("huge", false, 0x0803, 4, 5000, 1, 0);
        Path four = write("four", false, 0x0801, 4, 0);
        assertThatThrownBy(() -> IdxFiles.read(huge, four, 9))
                .hasMessage(
                        "%s: images must have at most 1024 pixels a side, got 5000 x 1"
                                .formatted(huge));
        Path cut = write("cut", false, 0x0803, 4, 2, 2, 0);
        assertThatThrownBy(() -> IdxFiles.read(cut, four, 9))
                .hasMessage(cut + " ends before its last image");
        Path negative = write("negative", false, 0x0803, -4, 2, 2);
        assertThatThrownBy(() -> IdxFiles.read(negative, four, 9))
                .hasMessage(
                        "%s: dimension 0 must lie in 1 to 10000000, got -4".formatted(negative));
        assertThatThrownBy(() -> Digits.generate(10, 4, new Seeds(0)))
                .hasMessage("side must lie in 8 to 64 pixels, got 4");
    }
}

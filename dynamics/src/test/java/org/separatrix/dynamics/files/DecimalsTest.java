package org.separatrix.dynamics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

final class DecimalsTest {

    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    private static double parse(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Decimals.parse(bytes, 0, bytes.length, (byte) '.');
    }

    private static void assertSameBits(String text) {
        long bits = Double.doubleToRawLongBits(parse(text));
        long expected = Double.doubleToRawLongBits(Double.parseDouble(text));
        // Building a million assertions took longer than the million comparisons.
        if (bits != expected) {
            assertThat(bits).as(text).isEqualTo(expected);
        }
    }

    @Test
    void everyDoubleReadsBackFromItsShortestDecimal() {
        for (int i = 0; i < 300_000; i++) {
            double value = Double.longBitsToDouble(RANDOM.nextLong());
            if (Double.isFinite(value)) {
                assertSameBits(Double.toString(value));
            }
        }
    }

    @Test
    void randomDecimalsAreRoundedAsJavaRoundsThem() {
        for (int i = 0; i < 300_000; i++) {
            long digits = RANDOM.nextLong() >>> RANDOM.nextInt(64);
            int power = RANDOM.nextInt(-345, 310);
            assertSameBits(Long.toUnsignedString(digits) + "e" + power);
            assertSameBits(RANDOM.nextInt(1000) + "." + Long.toUnsignedString(digits));
        }
    }

    @Test
    void valuesHalfwayBetweenTwoDoublesAreRoundedToEven() {
        for (int i = 0; i < 20_000; i++) {
            long even = (1L << 53) + 2 * RANDOM.nextLong(1L << 50);
            assertSameBits(Long.toString(even + 1));
            assertSameBits((even + 1) + "e3");
            assertSameBits(new java.math.BigDecimal(even + 1).movePointLeft(4).toPlainString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1",
                ".5",
                "5.",
                "+3",
                "1e5",
                "1E-5",
                "4.9e-324",
                "2e-324",
                "1.7976931348623157e308",
                "1e309",
                "2.2250738585072014e-308",
                "2.2250738585072011e-308",
                "9007199254740993",
                "123456789012345678901234567890",
                "0.000000000000000000000000000001"
            })
    void edgesAreRight(String text) {
        assertSameBits(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "e5", "1e", "1e+", "1,5", "--1", "1 2", "1e5x", "NaNs"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(NumberFormatException.class);
    }
}

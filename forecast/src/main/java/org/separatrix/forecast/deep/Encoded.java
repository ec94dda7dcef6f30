package org.separatrix.forecast.deep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// 32-bit little-endian numbers as Base64, so that a file of weights stays small.
final class Encoded {

    private Encoded() {}

    static String of(double[] values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double v : values) {
            bytes.putFloat((float) v);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /// @throws IllegalArgumentException if the text is no Base64
    static double[] values(String text) {
        var bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        var values = new double[bytes.remaining() / 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat();
        }
        return values;
    }
}

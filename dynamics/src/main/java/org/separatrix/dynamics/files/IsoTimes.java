package org.separatrix.dynamics.files;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Times written as ISO 8601 dates or timestamps, as seconds since the first one of a file.
///
/// A timestamp without an offset is taken as UTC.
final class IsoTimes {

    private @Nullable Instant first;

    /// Seconds since the first timestamp, exact to the nanosecond for a hundred days and to the
    /// rounding of a double beyond.
    ///
    /// @throws DateTimeException if the text is no date
    double seconds(String text) {
        var instant = instant(text);
        if (first == null) {
            first = instant;
        }
        return (double) (instant.getEpochSecond() - first.getEpochSecond())
                + (instant.getNano() - first.getNano()) * 1e-9;
    }

    /// Whether the text is a date or timestamp.
    static boolean isTime(String text) {
        try {
            instant(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Instant instant(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        String iso =
                text.length() > 10 && text.charAt(10) == ' '
                        ? text.substring(0, 10) + 'T' + text.substring(11)
                        : text;
        boolean offset = iso.endsWith("Z") || iso.indexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return offset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}

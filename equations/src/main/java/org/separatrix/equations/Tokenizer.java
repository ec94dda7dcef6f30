package org.separatrix.equations;

import java.util.Locale;

/// Cuts equation text into tokens, one at a time.
///
/// The end of a line ends a statement except after a backslash and inside parentheses or brackets;
/// even there it counts when the next line plainly starts a statement (`name =` or `name'`), so
/// that a forgotten parenthesis is reported in the line where it is missing.
final class Tokenizer {

    /// The kinds of token, each with its description in error messages.
    enum Kind {
        NUMBER("a number"),
        NAME("a name"),
        PLUS("'+'"),
        MINUS("'-'"),
        TIMES("'*'"),
        DIVIDE("'/'"),
        POWER("'^'"),
        OPEN("'('"),
        CLOSE("')'"),
        OPEN_INDEX("'['"),
        CLOSE_INDEX("']'"),
        COMMA("','"),
        EQUALS("'='"),
        PRIME("'''"),
        RANGE("'..'"),
        LESS("'<'"),
        LESS_OR_EQUAL("'<='"),
        GREATER("'>'"),
        GREATER_OR_EQUAL("'>='"),
        SAME("'=='"),
        DIFFERENT("'!='"),
        AND("'&'"),
        OR("'|'"),
        SEMICOLON("';'"),
        LINE_END("end of line"),
        END("end of text");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private final SourceText source;
    private final String text;
    private final int end;
    private final boolean lowerCase;
    private int position;
    private int open;
    private Kind kind = Kind.END;
    private int start;
    private String word = "";
    private double number;

    Tokenizer(SourceText source) {
        this(source, 0, source.text().length(), false);
    }

    /// Tokens of the characters from `begin` to before `end`; names in lower case if asked.
    Tokenizer(SourceText source, int begin, int end, boolean lowerCase) {
        this.source = source;
        this.text = source.text();
        this.position = begin;
        this.end = end;
        this.lowerCase = lowerCase;
        advance();
    }

    Kind kind() {
        return kind;
    }

    /// Offset of the token's first character.
    int start() {
        return start;
    }

    /// The letters of a name; empty for other tokens.
    String word() {
        return word;
    }

    double number() {
        return number;
    }

    boolean at(String keyword) {
        return kind == Kind.NAME && word.equals(keyword);
    }

    /// The token as an error message shows it.
    String found() {
        return switch (kind) {
            case NAME -> "'" + word + "'";
            case NUMBER -> "'" + text.substring(start, position) + "'";
            default -> kind.text();
        };
    }

    /// Moves to the next token; at the end of the text stays there.
    void advance() {
        skipSpace();
        start = position;
        word = "";
        if (position >= end) {
            kind = Kind.END;
            return;
        }
        char c = text.charAt(position);
        if (Character.isLetter(c) || c == '_') {
            name();
        } else if (digit(position) || (c == '.' && digit(position + 1))) {
            readNumber();
        } else {
            kind = sign(c);
        }
    }

    private void skipSpace() {
        while (position < end) {
            char c = text.charAt(position);
            if (c == '#') {
                while (position < end && text.charAt(position) != '\n') {
                    position++;
                }
            } else if (c == '\n') {
                if (open == 0 || statementFollows(position + 1)) {
                    return;
                }
                position++;
            } else if (c == '\\' && lineEnd(position + 1) > 0) {
                position = lineEnd(position + 1);
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\u00a0') {
                position++;
            } else {
                return;
            }
        }
    }

    /// Offset after the line end that starts at `i`, 0 if none starts there.
    private int lineEnd(int i) {
        int newline = i < end && text.charAt(i) == '\r' ? i + 1 : i;
        return newline < end && text.charAt(newline) == '\n' ? newline + 1 : 0;
    }

    private boolean statementFollows(int from) {
        int i = spaces(from);
        int first = i;
        while (i < end && namePart(text.charAt(i))) {
            i++;
        }
        if (i == first) {
            return false;
        }
        i = spaces(i);
        if (i < end && (text.charAt(i) == '[' || text.charAt(i) == '(')) {
            char closing = text.charAt(i) == '[' ? ']' : ')';
            while (i < end && text.charAt(i) != closing && text.charAt(i) != '\n') {
                i++;
            }
            i = spaces(i + 1);
        }
        if (i >= end) {
            return false;
        }
        return prime(text.charAt(i))
                || (text.charAt(i) == '=' && (i + 1 >= end || text.charAt(i + 1) != '='));
    }

    private int spaces(int from) {
        int i = from;
        while (i < end && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private void name() {
        do {
            position++;
        } while (position < end && namePart(text.charAt(position)));
        if (position - start > Limits.NAME) {
            throw source.error(
                    start,
                    "the name has "
                            + (position - start)
                            + " characters, at most "
                            + Limits.NAME
                            + " are allowed");
        }
        kind = Kind.NAME;
        String letters = text.substring(start, position);
        word = lowerCase ? letters.toLowerCase(Locale.ROOT) : letters;
    }

    static boolean namePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean prime(char c) {
        return c == '\'' || c == '\u2019' || c == '\u2032';
    }

    private boolean digit(int i) {
        return i < end && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private void readNumber() {
        digits();
        if (next('.') && !(position + 1 < end && text.charAt(position + 1) == '.')) {
            position++;
            digits();
        }
        if (next('e') || next('E')) {
            int exponent = position + 1;
            if (exponent < end && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            if (digit(exponent)) {
                position = exponent;
                digits();
            }
        }
        kind = Kind.NUMBER;
        number = Double.parseDouble(text.substring(start, position));
        if (Double.isInfinite(number)) {
            throw source.error(start, "the number is larger than the largest double, 1.8e308");
        }
    }

    private void digits() {
        while (digit(position)) {
            position++;
        }
    }

    private boolean next(char c) {
        return position < end && text.charAt(position) == c;
    }

    private Kind sign(char c) {
        position++;
        return switch (c) {
            case '\n' -> {
                open = 0;
                yield Kind.LINE_END;
            }
            case '(' -> opened(Kind.OPEN);
            case '[' -> opened(Kind.OPEN_INDEX);
            case ')' -> closed(Kind.CLOSE);
            case ']' -> closed(Kind.CLOSE_INDEX);
            case '+' -> Kind.PLUS;
            case '-', '\u2212' -> Kind.MINUS;
            case '*' -> follows('*') ? Kind.POWER : Kind.TIMES;
            case '/' -> Kind.DIVIDE;
            case '^' -> Kind.POWER;
            case ',' -> Kind.COMMA;
            case ';' -> Kind.SEMICOLON;
            case '=' -> follows('=') ? Kind.SAME : Kind.EQUALS;
            case '<' -> follows('=') ? Kind.LESS_OR_EQUAL : Kind.LESS;
            case '>' -> follows('=') ? Kind.GREATER_OR_EQUAL : Kind.GREATER;
            case '\'', '\u2019', '\u2032' -> Kind.PRIME;
            case '&' -> twice('&', Kind.AND);
            case '|' -> twice('|', Kind.OR);
            default -> {
                if (c == '!' && follows('=')) {
                    yield Kind.DIFFERENT;
                }
                if (c == '.' && follows('.')) {
                    yield Kind.RANGE;
                }
                throw source.error(start, "unexpected character " + show(text.codePointAt(start)));
            }
        };
    }

    private static String show(int codePoint) {
        return Character.isISOControl(codePoint)
                        || (codePoint >= Character.MIN_SURROGATE
                                && codePoint <= Character.MAX_SURROGATE)
                ? "U+%04X".formatted(codePoint)
                : "'" + Character.toString(codePoint) + "'";
    }

    private Kind opened(Kind bracket) {
        open++;
        return bracket;
    }

    private Kind closed(Kind bracket) {
        open = Math.max(0, open - 1);
        return bracket;
    }

    /// A sign that may be doubled without a change of meaning.
    private Kind twice(char c, Kind sign) {
        if (next(c)) {
            position++;
        }
        return sign;
    }

    private boolean follows(char c) {
        if (next(c)) {
            position++;
            return true;
        }
        return false;
    }
}

package org.separatrix.equations;

/// The comparisons that the condition of `if(condition, a, b)` may use.
public enum Relation {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    EQUAL("=="),
    NOT_EQUAL("!=");

    private final String text;

    Relation(String text) {
        this.text = text;
    }

    /// The sign in equation text.
    public String text() {
        return text;
    }

    /// Whether the comparison holds.
    public boolean test(double a, double b) {
        return switch (this) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
        };
    }
}

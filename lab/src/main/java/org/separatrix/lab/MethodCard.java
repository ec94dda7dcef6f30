package org.separatrix.lab;

import java.util.Locale;

/// What a method is called and where it comes from.
///
/// @param number the method's number in this project, from 1
/// @param name short name, lower case with dashes, such as `lightsb`
/// @param title the method in the field's words
/// @param citation the paper: authors, year, title, venue
/// @param summary what it shows, in one sentence
/// @param equation the formula that matters, in plain characters; may have several lines
public record MethodCard(
        int number, String name, String title, String citation, String summary, String equation) {

    /// A method without one formula that matters.
    public MethodCard(int number, String name, String title, String citation, String summary) {
        this(number, name, title, citation, summary, "");
    }

    /// Number and name together, such as `30-lightsb`.
    public String id() {
        return String.format(Locale.ROOT, "%02d-%s", number, name);
    }

    /// Whether a user's text means this method: its number, its name, or both.
    public boolean answersTo(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return wanted.equals(name)
                || wanted.equals(id())
                || wanted.equals(Integer.toString(number))
                || wanted.equals(String.format(Locale.ROOT, "%02d", number));
    }
}

package org.separatrix.studio;

/// Text from outside, made fit to be shown.
final class Text {

    private static final int LONGEST = 80;

    private Text() {}

    /// The first characters, without those that move a cursor.
    static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
    }
}

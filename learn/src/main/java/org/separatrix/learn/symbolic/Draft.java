package org.separatrix.learn.symbolic;

import org.separatrix.learn.LearnException;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// A formula while it is written: which words may come next.
///
/// A formula has from `shortest` to `longest` words; no function stands directly in the one that
/// undoes it, no sine or cosine anywhere inside another, and no function has constants alone for
/// arguments.
final class Draft {

    /// Stands for a parent or sibling that is not there.
    static final int NONE = -1;

    private final Vocabulary vocabulary;
    private final int shortest;
    private final int longest;
    private final int[] words;
    private int length;
    private int open = 1;
    private final Deque<Place> places = new ArrayDeque<>();

    /// A function whose arguments are still being written.
    private static final class Place {
        private final int word;
        private final boolean insideTrigonometric;

        /// Arguments not begun.
        private int left;

        /// First word of the argument before, if any.
        private int sibling = NONE;

        Place(int word, int left, boolean insideTrigonometric) {
            this.word = word;
            this.left = left;
            this.insideTrigonometric = insideTrigonometric;
        }
    }

    Draft(Vocabulary vocabulary, int shortest, int longest) {
        this.vocabulary = vocabulary;
        this.shortest = shortest;
        this.longest = longest;
        words = new int[longest];
    }

    boolean whole() {
        return open == 0;
    }

    /// The function that the next word is an argument of.
    int parent() {
        return places.isEmpty() ? NONE : places.peek().word;
    }

    /// First word of the other argument of the same function.
    int sibling() {
        return places.isEmpty() ? NONE : places.peek().sibling;
    }

    /// Which words may come next; at least one may.
    void allowed(boolean[] mask) {
        boolean trigonometric = !places.isEmpty() && places.peek().insideTrigonometric;
        for (int word = 0; word < mask.length; word++) {
            int arity = vocabulary.arity(word);
            int needed = length + open + arity;
            mask[word] = needed <= longest && (arity > 0 || open > 1 || length + 1 >= shortest);
            if (vocabulary.isTrigonometric(word) && trigonometric) {
                mask[word] = false;
            }
            if (!places.isEmpty()) {
                var place = places.peek();
                mask[word] &= !vocabulary.undo(place.word, word);
                boolean alone =
                        vocabulary.arity(place.word) == 1
                                || (place.sibling != NONE && vocabulary.isConstant(place.sibling));
                mask[word] &= !(vocabulary.isConstant(word) && alone);
            }
        }
    }

    /// Writes the next word.
    void write(int word) {
        if (whole() || length == longest) {
            throw new LearnException("the formula is whole");
        }
        words[length++] = word;
        int arity = vocabulary.arity(word);
        open += arity - 1;
        boolean inside =
                vocabulary.isTrigonometric(word)
                        || (!places.isEmpty() && places.peek().insideTrigonometric);
        if (!places.isEmpty()) {
            var place = places.peek();
            place.left--;
            place.sibling = word;
        }
        if (arity > 0) {
            places.push(new Place(word, arity, inside));
        }
        // A function whose last argument is being written lies below that argument.
        while (!places.isEmpty() && places.peek().left == 0) {
            places.pop();
        }
    }

    int[] words() {
        return Arrays.copyOf(words, length);
    }
}

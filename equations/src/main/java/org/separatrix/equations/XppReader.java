package org.separatrix.equations;

import org.separatrix.equations.Tokenizer.Kind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads an XPPAUT file line by line into statements of the language.
final class XppReader {

    private static final Set<String> PARAMETER =
            Set.of("par", "param", "params", "parameter", "parameters", "p");
    private static final Set<String> INITIAL = Set.of("init", "i");
    private static final Set<String> NUMBER = Set.of("number", "num", "n");
    private static final Set<String> WIENER = Set.of("wiener", "wie", "w");
    private static final Set<String> AUXILIARY = Set.of("aux", "a");
    private static final Set<String> WITHOUT_EFFECT = Set.of("set", "only", "export", "options");
    private static final Pattern OPTION = Pattern.compile("([A-Za-z]\\w*)\\s*=\\s*([^,\\s]+)");

    /// What a left side is.
    private enum Left {
        DERIVATIVE,
        NEXT_VALUE,
        INITIAL_VALUE,
        FUNCTION,
        FIXED
    }

    /// A value with the place of its name.
    private record Given(int at, double value) {}

    /// A name on the left, possibly an array `name[first..last]`.
    private record Target(int at, String name, boolean array, int first, int last) {

        String element(int j) {
            return array ? name + j : name;
        }
    }

    private final SourceText source;
    private final XppRewriter rewriter;
    private final Map<String, Given> parameters = new LinkedHashMap<>();
    private final Map<String, Given> initial = new HashMap<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<Statement> functions = new ArrayList<>();
    private final List<Statement> derived = new ArrayList<>();
    private final List<Statement> fixed = new ArrayList<>();
    private final List<Statement> equations = new ArrayList<>();
    private final List<Statement> auxiliaries = new ArrayList<>();
    private int line;
    private int elements;
    private boolean flow;
    private boolean map;

    XppReader(SourceText source) {
        this.source = source;
        this.rewriter = new XppRewriter(source);
    }

    XppFile read() {
        String text = source.text();
        int begin = 0;
        boolean more = true;
        while (more && begin < text.length()) {
            line++;
            int end = lineEnd(text, begin);
            more = line(begin, end);
            line += (int) text.substring(begin, end).chars().filter(c -> c == '\n').count();
            begin = end + 1;
        }
        List<Statement> statements = new ArrayList<>();
        for (List<Statement> part : List.of(functions, derived, fixed, equations, auxiliaries)) {
            part.forEach(statement -> statements.add(rewriter.rewrite(statement)));
        }
        Map<String, ParameterValue> values = new LinkedHashMap<>();
        parameters.forEach((name, given) -> values.put(name, ParameterValue.of(given.value())));
        var system =
                Elaborator.lenient(
                        source, statements, values, map ? SystemKind.MAP : SystemKind.FLOW);
        return new XppFile(system, initialValues(system), options, ignored);
    }

    /// End of the line that starts at `begin`; a backslash continues it.
    private static int lineEnd(String text, int begin) {
        int from = begin;
        while (true) {
            int end = text.indexOf('\n', from);
            if (end < 0) {
                return text.length();
            }
            int last = end > begin && text.charAt(end - 1) == '\r' ? end - 2 : end - 1;
            if (last < begin || text.charAt(last) != '\\') {
                return end;
            }
            from = end + 1;
        }
    }

    /// Reads one line; false if it ends the file.
    private boolean line(int from, int end) {
        String text = source.text();
        int begin = from;
        while (begin < end && Character.isWhitespace(text.charAt(begin))) {
            begin++;
        }
        if (begin == end) {
            return true;
        }
        switch (text.charAt(begin)) {
            case '#', '"' -> {}
            case '@' -> options(begin, end);
            case '!' -> {
                var token = tokenizer(begin + 1, end);
                Target target = target(token);
                expect(token, Kind.EQUALS);
                add(derived, Statement.Form.LET, target, List.of(), rest(token));
            }
            case '%' -> throw unsupported(begin, "%");
            default -> {
                return statement(tokenizer(begin, end));
            }
        }
        return true;
    }

    private Tokenizer tokenizer(int begin, int end) {
        return new Tokenizer(source, begin, end, true);
    }

    private void options(int begin, int end) {
        var match = OPTION.matcher(source.text()).region(begin + 1, end);
        while (match.find()) {
            options.put(match.group(1).toLowerCase(Locale.ROOT), match.group(2));
        }
    }

    private boolean statement(Tokenizer token) {
        int at = token.start();
        if (token.kind() == Kind.NUMBER) {
            throw unsupported(at, "an algebraic equation 0 = ...");
        }
        if (token.kind() != Kind.NAME) {
            throw expected(token, "a statement such as x' = ...");
        }
        String word = token.word();
        token.advance();
        switch (token.kind()) {
            case PRIME, EQUALS, OPEN, OPEN_INDEX, DIVIDE -> equation(at, word, token);
            default -> {
                if (token.kind() == Kind.END && (word.equals("done") || word.equals("d"))) {
                    return false;
                }
                directive(at, word, token);
            }
        }
        return true;
    }

    private void directive(int at, String word, Tokenizer token) {
        if (PARAMETER.contains(word)) {
            values(token, parameters);
        } else if (INITIAL.contains(word)) {
            values(token, initial);
        } else if (NUMBER.contains(word)) {
            Map<String, Given> numbers = new LinkedHashMap<>();
            values(token, numbers);
            numbers.forEach((name, given) -> rewriter.number(name, given.value()));
        } else if (WIENER.contains(word)) {
            wiener(token);
        } else if (AUXILIARY.contains(word)) {
            Target target = target(token);
            expect(token, Kind.EQUALS);
            add(auxiliaries, Statement.Form.LET, target, List.of(), rest(token));
        } else if (WITHOUT_EFFECT.contains(word)) {
            ignored.add("line " + line + ": " + word);
        } else {
            throw unsupported(at, word);
        }
    }

    /// `a=1, b=-2 c=3`, and `x[1..5]=0` for arrays.
    private void values(Tokenizer token, Map<String, Given> into) {
        while (token.kind() != Kind.END) {
            Target target = target(token);
            expect(token, Kind.EQUALS);
            double value = value(token);
            for (int j = target.first(); j <= target.last(); j++) {
                String name = target.element(j);
                count(target);
                if (Words.reserved(name)) {
                    throw source.error(
                            target.at(), "'" + name + "' is a reserved word: choose another name");
                }
                if (into.put(name, new Given(target.at(), value)) != null) {
                    throw source.error(target.at(), "'" + name + "' is given twice");
                }
            }
            while (token.kind() == Kind.COMMA) {
                token.advance();
            }
        }
    }

    private void count(Target target) {
        if (++elements > Limits.ELEMENTS) {
            throw source.error(
                    target.at(), "the file gives more than " + Limits.ELEMENTS + " values");
        }
    }

    private double value(Tokenizer token) {
        double sign = 1;
        while (token.kind() == Kind.MINUS || token.kind() == Kind.PLUS) {
            sign = token.kind() == Kind.MINUS ? -sign : sign;
            token.advance();
        }
        if (token.kind() != Kind.NUMBER) {
            throw expected(token, "a number");
        }
        double value = sign * token.number();
        token.advance();
        return value;
    }

    private void wiener(Tokenizer token) {
        while (token.kind() != Kind.END) {
            Target target = target(token);
            for (int j = target.first(); j <= target.last(); j++) {
                count(target);
                rewriter.wiener(target.element(j));
            }
            while (token.kind() == Kind.COMMA) {
                token.advance();
            }
        }
    }

    private Target target(Tokenizer token) {
        int at = token.start();
        if (token.kind() != Kind.NAME) {
            throw expected(token, "a name");
        }
        String name = token.word();
        token.advance();
        return target(at, name, token);
    }

    /// The rest of a left side whose name is read: nothing, or `[first..last]`.
    private Target target(int at, String name, Tokenizer token) {
        if (token.kind() != Kind.OPEN_INDEX) {
            return new Target(at, name, false, 0, 0);
        }
        token.advance();
        int first = bound(token);
        int last = first;
        if (token.kind() == Kind.RANGE) {
            token.advance();
            last = bound(token);
        }
        expect(token, Kind.CLOSE_INDEX);
        if (last < first || last - first >= Limits.STATES) {
            throw source.error(
                    at,
                    "the array "
                            + first
                            + ".."
                            + last
                            + " must have 1 to "
                            + Limits.STATES
                            + " elements");
        }
        return new Target(at, name, true, first, last);
    }

    private int bound(Tokenizer token) {
        if (token.kind() != Kind.NUMBER
                || token.number() != Math.rint(token.number())
                || token.number() > 1e6) {
            throw expected(token, "a whole number up to 1000000");
        }
        int bound = (int) token.number();
        token.advance();
        return bound;
    }

    private void equation(int at, String word, Tokenizer token) {
        Target target = target(at, word, token);
        List<String> arguments = new ArrayList<>();
        Left left =
                switch (token.kind()) {
                    case PRIME -> {
                        token.advance();
                        yield Left.DERIVATIVE;
                    }
                    case DIVIDE -> {
                        token.advance();
                        if (!token.at("dt") || !word.startsWith("d") || word.length() == 1) {
                            throw expected(token, "dx/dt = ...");
                        }
                        token.advance();
                        target =
                                new Target(
                                        at,
                                        word.substring(1),
                                        target.array(),
                                        target.first(),
                                        target.last());
                        yield Left.DERIVATIVE;
                    }
                    case OPEN -> parenthesis(at, token, arguments);
                    default -> Left.FIXED;
                };
        expect(token, Kind.EQUALS);
        switch (left) {
            case DERIVATIVE -> {
                flow = true;
                add(equations, Statement.Form.DERIVATIVE, target, List.of(), rest(token));
            }
            case NEXT_VALUE -> {
                map = true;
                add(equations, Statement.Form.PLAIN, target, List.of(), rest(token));
            }
            case INITIAL_VALUE -> {
                double value = value(token);
                if (token.kind() != Kind.END) {
                    throw expected(token, "end of line");
                }
                for (int j = target.first(); j <= target.last(); j++) {
                    count(target);
                    initial.put(target.element(j), new Given(at, value));
                }
            }
            case FUNCTION ->
                    add(functions, Statement.Form.FUNCTION, target, arguments, rest(token));
            case FIXED -> add(fixed, Statement.Form.LET, target, List.of(), rest(token));
        }
        if (flow && map) {
            throw source.error(at, "a file has either derivatives x' or next values x(t+1)");
        }
    }

    /// After a name: `(0)`, `(t+1)` or the arguments of a function.
    private Left parenthesis(int at, Tokenizer token, List<String> arguments) {
        token.advance();
        if (token.kind() == Kind.NUMBER && token.number() == 0) {
            token.advance();
            expect(token, Kind.CLOSE);
            return Left.INITIAL_VALUE;
        }
        if (token.at("t")) {
            token.advance();
            if (token.kind() == Kind.CLOSE) {
                throw unsupported(at, "an integral equation x(t) = ...");
            }
            expect(token, Kind.PLUS);
            if (token.kind() != Kind.NUMBER || token.number() != 1) {
                throw expected(token, "x(t+1) = ...");
            }
            token.advance();
            expect(token, Kind.CLOSE);
            return Left.NEXT_VALUE;
        }
        while (true) {
            if (token.kind() != Kind.NAME || arguments.size() == Limits.LIST) {
                throw expected(token, "the name of an argument");
            }
            arguments.add(token.word());
            token.advance();
            if (token.kind() != Kind.COMMA) {
                expect(token, Kind.CLOSE);
                return Left.FUNCTION;
            }
            token.advance();
        }
    }

    private Syntax rest(Tokenizer token) {
        return new Parser(source, token, Parser.Dialect.XPP).wholeExpression();
    }

    private void add(
            List<Statement> statements,
            Statement.Form form,
            Target target,
            List<String> arguments,
            Syntax rightHandSide) {
        for (int j = target.first(); j <= target.last(); j++) {
            String name = target.element(j);
            if (Words.reserved(name)) {
                throw source.error(
                        target.at(), "'" + name + "' is a reserved word: choose another name");
            }
            List<Syntax> element =
                    target.array() ? List.of(new Syntax.Literal(target.at(), j)) : List.of();
            statements.add(
                    new Statement(
                            target.at(),
                            form,
                            name,
                            element,
                            arguments,
                            rightHandSide,
                            List.of(),
                            Boundary.NONE));
            if (statements.size() > 2 * Limits.STATES) {
                throw source.error(
                        target.at(),
                        "the file has more than " + 2 * Limits.STATES + " statements of a kind");
            }
        }
    }

    private List<Double> initialValues(EquationSystem system) {
        initial.forEach((name, given) -> {
            if (!system.states().contains(name)) {
                throw source.error(
                        given.at(),
                        "'"
                                + name
                                + "' has an initial value but no equation"
                                + Names.hint(name, system.states(), ""));
            }
        });
        Given zero = new Given(0, 0);
        return system.states().stream()
                .map(state -> initial.getOrDefault(state, zero).value())
                .toList();
    }

    private void expect(Tokenizer token, Kind kind) {
        if (token.kind() != kind) {
            throw expected(token, kind.text());
        }
        token.advance();
    }

    private EquationException expected(Tokenizer token, String what) {
        return source.expected(token.start(), what, token.found(), "");
    }

    private EquationException unsupported(int at, String what) {
        return source.error(at, "XPPAUT statement not supported: " + what);
    }
}

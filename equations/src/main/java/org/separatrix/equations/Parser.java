package org.separatrix.equations;

import org.separatrix.equations.Tokenizer.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads statements and expressions by precedence climbing, one token ahead.
///
/// From loose to tight: `or`, `and`, `not`, comparisons, `+ -`, `* /`, unary minus, `^` (to the
/// right).
final class Parser {

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int COMPARISON = 3;
    private static final int SUM = 4;
    private static final int PRODUCT = 5;
    private static final int POWER = 6;
    private static final int NOT_INFIX = -1;

    /// Whose spelling is read.
    enum Dialect {
        OURS,
        /// XPPAUT's: `if(c)then(a)else(b)`, `&`, `|`, conditions as numbers, names in any case.
        XPP
    }

    private final SourceText source;
    private final Tokenizer token;
    private final Dialect dialect;
    private int nesting;

    Parser(SourceText source) {
        this(source, new Tokenizer(source), Dialect.OURS);
    }

    Parser(SourceText source, Tokenizer token, Dialect dialect) {
        this.source = source;
        this.token = token;
        this.dialect = dialect;
    }

    /// The whole text as one arithmetic expression.
    Syntax wholeExpression() {
        while (token.kind() == Kind.LINE_END) {
            token.advance();
        }
        Syntax expression = arithmetic();
        while (token.kind() == Kind.LINE_END) {
            token.advance();
        }
        if (token.kind() != Kind.END) {
            throw afterExpression("an operator or end of text");
        }
        return expression;
    }

    /// The whole text as statements.
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        while (token.kind() != Kind.END) {
            if (token.kind() == Kind.LINE_END || token.kind() == Kind.SEMICOLON) {
                token.advance();
            } else {
                statements.add(statement());
            }
        }
        return statements;
    }

    private Statement statement() {
        boolean let = token.at("let");
        if (let) {
            token.advance();
        }
        int at = token.start();
        if (token.kind() != Kind.NAME) {
            throw expected("an equation such as x' = ...");
        }
        String name = token.word();
        if (Words.reserved(name)) {
            throw source.error(at, "'" + name + "' is a reserved word: choose another name");
        }
        token.advance();
        List<Syntax> indices = indices();
        List<String> parameters = List.of();
        var form = let ? Statement.Form.LET : Statement.Form.PLAIN;
        if (token.kind() == Kind.PRIME && !let) {
            form = Statement.Form.DERIVATIVE;
            token.advance();
        } else if (token.kind() == Kind.OPEN && indices.isEmpty() && !let) {
            form = Statement.Form.FUNCTION;
            parameters = parameterNames();
        }
        if (token.kind() != Kind.EQUALS) {
            throw expected(form == Statement.Form.PLAIN ? "''' or '='" : "'='");
        }
        token.advance();
        Syntax rightHandSide = arithmetic();
        List<Syntax.Range> loops = new ArrayList<>();
        var boundary = Boundary.NONE;
        if (token.at("for") && form != Statement.Form.FUNCTION) {
            do {
                token.advance();
                loops.add(range());
                limit(loops.size());
            } while (token.kind() == Kind.COMMA);
            boundary = boundary();
        }
        if (token.kind() != Kind.LINE_END
                && token.kind() != Kind.SEMICOLON
                && token.kind() != Kind.END) {
            throw loops.isEmpty()
                    ? afterExpression("an operator or end of line")
                    : expected("cyclic, zero, reflect or end of line");
        }
        return new Statement(at, form, name, indices, parameters, rightHandSide, loops, boundary);
    }

    private List<String> parameterNames() {
        List<String> names = new ArrayList<>();
        do {
            token.advance();
            if (token.kind() != Kind.NAME) {
                throw expected("the name of an argument");
            }
            String name = token.word();
            if (Words.reserved(name)) {
                throw source.error(
                        token.start(), "'" + name + "' is a reserved word: choose another name");
            }
            if (names.contains(name)) {
                throw source.error(token.start(), "the argument '" + name + "' appears twice");
            }
            names.add(name);
            limit(names.size());
            token.advance();
        } while (token.kind() == Kind.COMMA);
        expect(Kind.CLOSE);
        return names;
    }

    private Boundary boundary() {
        for (Boundary boundary : List.of(Boundary.CYCLIC, Boundary.ZERO, Boundary.REFLECT)) {
            if (token.at(boundary.name().toLowerCase(Locale.ROOT))) {
                token.advance();
                return boundary;
            }
        }
        return Boundary.NONE;
    }

    private Syntax.Range range() {
        int at = token.start();
        if (token.kind() != Kind.NAME) {
            throw expected("an index such as i");
        }
        String index = token.word();
        if (Words.reserved(index)) {
            throw source.error(at, "'" + index + "' is a reserved word: choose another index");
        }
        token.advance();
        if (!token.at("in")) {
            throw expected("'in'");
        }
        token.advance();
        Syntax first = arithmetic();
        expect(Kind.RANGE);
        return new Syntax.Range(at, index, first, arithmetic());
    }

    private Syntax arithmetic() {
        return number(expression(OR));
    }

    private Syntax condition() {
        return truth(expression(OR));
    }

    private Syntax expression(int binding) {
        Syntax left = prefix();
        while (true) {
            int power = binding(binding);
            if (power == NOT_INFIX) {
                return left;
            }
            Kind sign = token.kind();
            int at = token.start();
            if (power == COMPARISON && left instanceof Syntax.Compare) {
                throw source.error(
                        at, "comparisons cannot be chained: write a < x and x < b for a < x < b");
            }
            token.advance();
            Syntax right = power == POWER ? exponent() : expression(power + 1);
            left =
                    switch (power) {
                        case OR, AND ->
                                new Syntax.Junction(at, power == AND, truth(left), truth(right));
                        case COMPARISON ->
                                new Syntax.Compare(at, relation(sign), number(left), number(right));
                        default ->
                                new Syntax.Operation(
                                        at, operator(sign), number(left), number(right));
                    };
        }
    }

    /// Precedence of the operator at hand if it binds at least as tightly as `least`.
    private int binding(int least) {
        int power =
                switch (token.kind()) {
                    case PLUS, MINUS -> SUM;
                    case TIMES, DIVIDE -> PRODUCT;
                    case POWER -> POWER;
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, SAME, DIFFERENT ->
                            COMPARISON;
                    case AND -> dialect == Dialect.XPP ? AND : NOT_INFIX;
                    case OR -> dialect == Dialect.XPP ? OR : NOT_INFIX;
                    case NAME -> token.at("and") ? AND : token.at("or") ? OR : NOT_INFIX;
                    default -> NOT_INFIX;
                };
        return power >= least ? power : NOT_INFIX;
    }

    private static BinaryFunction operator(Kind sign) {
        return switch (sign) {
            case PLUS -> BinaryFunction.ADD;
            case MINUS -> BinaryFunction.SUBTRACT;
            case TIMES -> BinaryFunction.MULTIPLY;
            case DIVIDE -> BinaryFunction.DIVIDE;
            case POWER -> BinaryFunction.POWER;
            default -> throw new AssertionError(sign);
        };
    }

    private static Relation relation(Kind sign) {
        return switch (sign) {
            case LESS -> Relation.LESS;
            case LESS_OR_EQUAL -> Relation.LESS_OR_EQUAL;
            case GREATER -> Relation.GREATER;
            case GREATER_OR_EQUAL -> Relation.GREATER_OR_EQUAL;
            case SAME -> Relation.EQUAL;
            case DIFFERENT -> Relation.NOT_EQUAL;
            default -> throw new AssertionError(sign);
        };
    }

    private Syntax exponent() {
        enter();
        Syntax exponent = expression(POWER);
        nesting--;
        return exponent;
    }

    /// Counts one level of the recursion; every cycle of the grammar passes here.
    private void enter() {
        if (++nesting > Limits.NESTING) {
            throw source.error(
                    token.start(),
                    "nested deeper than "
                            + Limits.NESTING
                            + " levels: name parts of the expression in definitions");
        }
    }

    private Syntax prefix() {
        enter();
        int at = token.start();
        Syntax result;
        if (token.kind() == Kind.MINUS) {
            token.advance();
            Syntax argument = number(expression(POWER));
            result =
                    argument instanceof Syntax.Literal(_, double value)
                            ? new Syntax.Literal(at, -value)
                            : new Syntax.Negation(at, argument);
        } else if (token.kind() == Kind.PLUS) {
            token.advance();
            result = number(expression(POWER));
        } else if (token.at("not")) {
            token.advance();
            result = new Syntax.Not(at, truth(expression(COMPARISON)));
        } else {
            result = primary();
        }
        nesting--;
        return result;
    }

    private Syntax primary() {
        int at = token.start();
        return switch (token.kind()) {
            case NUMBER -> {
                double value = token.number();
                token.advance();
                yield new Syntax.Literal(at, value);
            }
            case OPEN -> {
                token.advance();
                Syntax inner = expression(OR);
                expect(Kind.CLOSE);
                yield inner;
            }
            case NAME ->
                    switch (token.word()) {
                        case "if" -> choice(at);
                        case "sum" -> reduction(at, BinaryFunction.ADD);
                        case "product" -> reduction(at, BinaryFunction.MULTIPLY);
                        case "and", "or", "for", "in", "let" -> throw expected("an expression");
                        default -> name(at);
                    };
            default -> throw expected("an expression");
        };
    }

    private Syntax name(int at) {
        String name = token.word();
        token.advance();
        List<Syntax> indices = indices();
        if (token.kind() == Kind.OPEN) {
            List<Syntax> arguments = list(Kind.CLOSE);
            return new Syntax.Call(at, name, indices, arguments);
        }
        return new Syntax.Name(at, name, indices);
    }

    private List<Syntax> indices() {
        return token.kind() == Kind.OPEN_INDEX ? list(Kind.CLOSE_INDEX) : List.of();
    }

    /// Expressions separated by commas up to the closing bracket, which is consumed.
    private List<Syntax> list(Kind closing) {
        List<Syntax> list = new ArrayList<>(2);
        do {
            token.advance();
            list.add(arithmetic());
            limit(list.size());
        } while (token.kind() == Kind.COMMA);
        expect(closing);
        return list;
    }

    private Syntax choice(int at) {
        token.advance();
        expect(Kind.OPEN);
        Syntax condition = condition();
        if (dialect == Dialect.XPP) {
            expect(Kind.CLOSE);
            return new Syntax.Choice(at, condition, branch("then"), branch("else"));
        }
        expect(Kind.COMMA);
        Syntax then = arithmetic();
        expect(Kind.COMMA);
        Syntax otherwise = arithmetic();
        expect(Kind.CLOSE);
        return new Syntax.Choice(at, condition, then, otherwise);
    }

    private Syntax branch(String keyword) {
        if (!token.at(keyword)) {
            throw expected("'" + keyword + "'");
        }
        token.advance();
        expect(Kind.OPEN);
        Syntax branch = arithmetic();
        expect(Kind.CLOSE);
        return branch;
    }

    private Syntax reduction(int at, BinaryFunction function) {
        token.advance();
        expect(Kind.OPEN);
        Syntax.Range range = range();
        expect(Kind.COMMA);
        Syntax body = arithmetic();
        expect(Kind.CLOSE);
        return new Syntax.Reduction(at, function, range, body);
    }

    private Syntax number(Syntax node) {
        if (!node.isCondition()) {
            return node;
        }
        if (dialect == Dialect.XPP) {
            int at = node.at();
            return new Syntax.Choice(
                    at, node, new Syntax.Literal(at, 1), new Syntax.Literal(at, 0));
        }
        throw source.error(
                node.at(), "a comparison can only be the condition of if(condition, a, b)");
    }

    private Syntax truth(Syntax node) {
        if (node.isCondition()) {
            return node;
        }
        int at = node.at();
        if (dialect == Dialect.XPP) {
            return new Syntax.Compare(at, Relation.NOT_EQUAL, node, new Syntax.Literal(at, 0));
        }
        if (token.kind() == Kind.EQUALS) {
            throw source.expected(
                    token.start(), "a comparison", token.found(), ": write == to compare");
        }
        throw source.error(at, "expected a condition such as x > 0, this is a number");
    }

    private void expect(Kind kind) {
        if (token.kind() != kind) {
            throw afterExpression(kind.text());
        }
        token.advance();
    }

    private void limit(int size) {
        if (size > Limits.LIST) {
            throw source.error(
                    token.start(), "a list of more than " + Limits.LIST + " entries is refused");
        }
    }

    private EquationException expected(String what) {
        return source.expected(token.start(), what, token.found(), "");
    }

    private EquationException afterExpression(String what) {
        String hint =
                switch (token.kind()) {
                    case NAME, NUMBER, OPEN -> ": write * between factors";
                    case EQUALS -> ": write == to compare";
                    case AND -> ": write and";
                    case OR -> ": write or";
                    default -> "";
                };
        return source.expected(token.start(), what, token.found(), hint);
    }
}

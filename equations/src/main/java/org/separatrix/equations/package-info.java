/// The language of equations: a system is text, and everything else comes from that text.
///
/// ```
/// x' = sigma*(y - x)          # a flow: time derivatives, one statement a line or after ;
/// y' = x*(rho - z) - y
/// z' = x*y - beta*z
/// ```
///
/// - **Arithmetic** `+ - * / ^` and parentheses. The power binds tightest and to the right, unary
///   minus next: `-x^2` is `-(x^2)`. Numbers are `1`, `.5`, `1e-3`. `t` is the time, `pi` and `e`
///   are constants unless a state, parameter or definition has the name. A line goes on inside
///   parentheses and after a backslash; `#` starts a comment.
/// - **Functions** `sin cos tan asin acos atan atan2 sinh cosh tanh exp log log10 sqrt abs sign min
///   max floor mod step`, also `ln`, `sgn`, `heaviside`; `min` and `max` take two or more
///   arguments.
/// - **Conditions** `if(x > 0 and not y == 1, a, b)` with `< <= > >= == !=`, `and`, `or`, `not`.
/// - **Definitions** `m = 1/(1 + exp(-v))`, evaluated in order and shared by name; in a map, and
///   wherever it reads better, `let m = ...`. **Functions of one's own** `f(u, k) = k*u^2`,
///   inlined.
/// - **Maps** have no primes: `x = 1 - a*x^2 + y` gives the next value. All states change at once;
///   `next(x)` is the new value of a state whose equation is above.
/// - **Delays** `x(t - tau)`, the lag made of numbers, parameters and `t`.
/// - **Families** `x[i]' = (x[i+1] - x[i-2])*x[i-1] - x[i] + F for i in 0..N-1 cyclic`, both ends
///   included, N a whole-number parameter. Indices use `+ - *` and `mod`. Beyond the ends of a
///   family an index is an error, or with `cyclic` it wraps, with `zero` the value is 0, with
///   `reflect` the family is mirrored, end value repeated (no flux through the ends). Lattices:
///   `u[i,j]' = ... for i in 0..N-1, j in 0..M-1`. Single members: `x[0]' = ...`.
/// - **Vectors and matrices** of parameters `w[i]`, `A[i,j]`; `sum(j in 0..N-1, A[i,j]*x[j])` and
///   `product(...)`. Sums of more than 32 terms are added in halves.
/// - **Noise** `x' = f + g*noise` (Itô): `noise` is white noise of the equation's own, `noise[k]`
///   the channel k that equations may share. It must enter linearly.
///
/// [Equations] reads systems and expressions, [TextPrinter], [LatexPrinter] and [PrefixTokens]
/// write them, [XppFile] reads XPPAUT's files. An [Expression] is a tree of records; an
/// [EquationSystem] has every family unrolled and every name resolved. Errors are
/// [EquationException]s with line and column.
///
/// Any text is safe to read. At most 200,000 characters, names of 64 characters, 256 levels of
/// nesting, trees 512 levels deep, 500,000 nodes after unrolling and 10,000 states are accepted.
@NullMarked
package org.separatrix.equations;

import org.jspecify.annotations.NullMarked;

/// Symbolic regression: formulas that explain data, found by regularised evolution.
///
/// Populations of expression trees evolve apart and exchange their best; what survives is a Pareto
/// front, the most accurate formula of each complexity. The trees are those of
/// [org.separatrix.equations], so that a result can be printed, differentiated and compiled.
///
/// Sources: E. Real, A. Aggarwal, Y. Huang, Q. Le, "Regularized evolution for image classifier
/// architecture search", AAAI 2019; M. Cranmer, "Interpretable machine learning for science with
/// PySR and SymbolicRegression.jl", arXiv:2305.01582 (2023).
@NullMarked
package org.separatrix.analysis.symbolic;

import org.jspecify.annotations.NullMarked;

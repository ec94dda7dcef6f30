package org.separatrix.networks.ntk;

/// Both kernels of an infinite network between two sets of points, row for each point of the first.
///
/// @param nngp covariance Sigma of the outputs at initialisation, [n1 x n2]
/// @param ntk tangent kernel Theta, [n1 x n2]
public record KernelPair(double[][] nngp, double[][] ntk) {}

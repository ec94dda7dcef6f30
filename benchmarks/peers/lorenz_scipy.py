"""One Lorenz trajectory to t = 1000 by SciPy's LSODA and DOP853.

Prints: name tolerance milliseconds error, the error at t = 10 against the reference given as arguments.
"""
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp

reference = np.array([float(a) for a in sys.argv[1:4]])


def lorenz(t, u):
    x, y, z = u
    return [10.0 * (y - x), x * (28.0 - z) - y, x * y - 8.0 / 3.0 * z]


for tolerance in (1e-6, 1e-9, 1e-12):
    for method in ("LSODA", "DOP853"):
        near = solve_ivp(lorenz, (0, 10), [1.0, 1.0, 1.0], method=method, rtol=tolerance, atol=tolerance)
        error = np.max(np.abs(near.y[:, -1] - reference))
        start = time.perf_counter()
        solve_ivp(lorenz, (0, 100), [1.0, 1.0, 1.0], method=method, rtol=tolerance, atol=tolerance)
        # A tenth of the way: the full length would take minutes.
        print(f"scipy-{method.lower()} {tolerance:g} {1e4 * (time.perf_counter() - start):.4f} {error:.3e}")

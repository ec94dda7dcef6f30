#!/bin/sh
# Builds the peers that this machine has, runs them beside this program and prints the ratios.
# Peers: Boost.Odeint and a scalar C++ loop (g++, package libboost-dev), SUNDIALS CVODE (libsundials-dev),
# SciPy (python3-scipy), PyTorch (python3-torch). A missing peer is named and left out.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
build="$here/target/peers"
mkdir -p "$build"
lib="$here/../app/target/lib"
[ -d "$lib" ] || "$here/../separatrix" systems >/dev/null
mvn -B -q -f "$here/../pom.xml" -pl benchmarks -am -DskipTests package
java=$(for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    grep -qs 'JAVA_VERSION="25' "$home/release" && echo "$home/bin/java" && break
done)
run() { "$java" "@$here/../app/src/main/launch/java.flags" -cp "$here/target/classes:$lib/*" "$@" 2>/dev/null; }

reference=$(run org.separatrix.benchmarks.LorenzTrajectory reference)
results="$build/lorenz.txt"
: >"$results"
missing() { echo "left out: $1" >&2; }

if g++ -O3 -march=native -o "$build/odeint" "$here/peers/lorenz_odeint.cpp" 2>/dev/null; then
    "$build/odeint" $reference >>"$results"
else
    missing "Boost.Odeint (g++ and libboost-dev)"
fi
if cc -O3 -march=native -o "$build/cvode" "$here/peers/lorenz_cvode.c" -lsundials_cvode -lsundials_nvecserial -lsundials_sunnonlinsolfixedpoint -lm 2>/dev/null; then
    "$build/cvode" $reference >>"$results"
else
    missing "SUNDIALS CVODE (libsundials-dev)"
fi
for python in python3 /usr/bin/python3; do
    if $python -c 'import scipy' 2>/dev/null; then
        $python "$here/peers/lorenz_scipy.py" $reference >>"$results"
        break
    fi
done
grep -q scipy "$results" || missing "SciPy (python3-scipy)"
run org.separatrix.benchmarks.LorenzTrajectory >>"$results"

echo
echo "One Lorenz trajectory to t = 1000. For each peer: our fastest run whose error is no larger."
awk '
$1 ~ /^separatrix/ { name[++n] = $1 " " $2; ms[n] = $3; err[n] = $4; next }
{ peer[++p] = $1; tol[p] = $2; pms[p] = $3; perr[p] = $4 }
END {
    printf "%-18s %8s %12s %10s   %-24s %10s %10s %8s\n", "peer", "tol", "ms", "error", "ours", "ms", "error", "ratio"
    for (i = 1; i <= p; i++) {
        best = 0
        for (k = 1; k <= n; k++) if (err[k] <= perr[i] && (!best || ms[k] < ms[best])) best = k
        if (best) printf "%-18s %8s %12.3f %10s   %-24s %10.3f %10s %7.1fx\n", peer[i], tol[i], pms[i], perr[i], name[best], ms[best], err[best], pms[i] / ms[best]
        else printf "%-18s %8s %12.3f %10s   none of our runs is as accurate\n", peer[i], tol[i], pms[i], perr[i]
    }
}' "$results"

echo
if g++ -O3 -march=native -fno-tree-vectorize -o "$build/rk4" "$here/peers/lorenz_rk4.cpp" 2>/dev/null &&
    g++ -O3 -march=native -o "$build/rk4v" "$here/peers/lorenz_rk4.cpp" 2>/dev/null; then
    scalar=$("$build/rk4")
    echo "$scalar   (million steps a second, one core)"
    echo "$("$build/rk4v")   (the same source, vectorised across orbits by the compiler)"
else
    scalar=""
    missing "the scalar C++ loop (g++)"
fi
ours=$(run org.separatrix.benchmarks.LorenzEnsemble)
echo "$ours"
if [ -n "$scalar" ]; then
    echo "$scalar $ours" | tr '\n' ' ' | awk '{ for (i = 1; i <= NF; i++) if ($i == "separatrix-lanes-rk4") printf "ensemble, RK4, one core: %.1f times the scalar C++ loop\n", $(i + 1) / $2 }'
fi
echo
run org.separatrix.benchmarks.CatalogueTiming
echo
run org.separatrix.benchmarks.TorchTiming "$here/peers/learning_torch.py" || missing "PyTorch (python3-torch)"

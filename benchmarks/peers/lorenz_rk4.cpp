// Ensemble of 100,000 Lorenz orbits, classical RK4, scalar code in plain arrays. Prints million steps a second.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

struct State {
    double x, y, z;
};

static inline State lorenz(const State& s) {
    return {10.0 * (s.y - s.x), s.x * (28.0 - s.z) - s.y, s.x * s.y - 8.0 / 3.0 * s.z};
}

static inline State at(const State& s, double h, const State& k) {
    return {s.x + h * k.x, s.y + h * k.y, s.z + h * k.z};
}

int main() {
    const int orbits = 100000, steps = 200;
    const double h = 0.01;
    double best = 0;
    for (int round = 0; round < 5; round++) {
        std::vector<State> states(orbits);
        for (int i = 0; i < orbits; i++) states[i] = {1 + 1e-5 * i, 1, 20};
        auto start = std::chrono::steady_clock::now();
        for (auto& s : states) {
            for (int k = 0; k < steps; k++) {
                State a = lorenz(s), b = lorenz(at(s, h / 2, a)), c = lorenz(at(s, h / 2, b)), d = lorenz(at(s, h, c));
                s = {s.x + h / 6 * (a.x + 2 * b.x + 2 * c.x + d.x), s.y + h / 6 * (a.y + 2 * b.y + 2 * c.y + d.y),
                     s.z + h / 6 * (a.z + 2 * b.z + 2 * c.z + d.z)};
            }
        }
        std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        double sum = 0;
        for (auto& s : states) sum += s.x;
        if (std::isnan(sum)) return 1;
        best = std::fmax(best, 1e-6 * orbits * steps / took.count());
    }
    std::printf("cpp-scalar-rk4 %.1f\n", best);
}

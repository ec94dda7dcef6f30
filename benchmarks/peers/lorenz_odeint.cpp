// One Lorenz trajectory to t = 1000 by Boost.Odeint's adaptive explicit methods.
// Prints: name tolerance milliseconds error, the error at t = 10 against the reference given as arguments.
#include <array>
#include <boost/numeric/odeint.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace ode = boost::numeric::odeint;
using State = std::array<double, 3>;

static void lorenz(const State& x, State& dx, double) {
    dx[0] = 10.0 * (x[1] - x[0]);
    dx[1] = x[0] * (28.0 - x[2]) - x[1];
    dx[2] = x[0] * x[1] - 8.0 / 3.0 * x[2];
}

template <class Stepper>
static void run(const char* name, double tolerance, const State& reference) {
    auto stepper = ode::make_controlled<Stepper>(tolerance, tolerance);
    State near{1, 1, 1};
    ode::integrate_adaptive(stepper, lorenz, near, 0.0, 10.0, 1e-3);
    double error = 0;
    for (int i = 0; i < 3; i++) error = std::fmax(error, std::fabs(near[i] - reference[i]));
    double best = 1e300;
    for (int k = 0; k < 15; k++) {
        State x{1, 1, 1};
        auto start = std::chrono::steady_clock::now();
        ode::integrate_adaptive(stepper, lorenz, x, 0.0, 1000.0, 1e-3);
        std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        best = std::fmin(best, took.count());
        if (x[0] == 12345.678) std::printf("#");
    }
    std::printf("odeint-%s %g %.4f %.3e\n", name, tolerance, best, error);
}

int main(int, char** arguments) {
    State reference{std::atof(arguments[1]), std::atof(arguments[2]), std::atof(arguments[3])};
    for (double tolerance : {1e-6, 1e-9, 1e-12}) {
        run<ode::runge_kutta_dopri5<State>>("dopri5", tolerance, reference);
        run<ode::runge_kutta_fehlberg78<State>>("rkf78", tolerance, reference);
        run<ode::runge_kutta_cash_karp54<State>>("cashkarp", tolerance, reference);
    }
}

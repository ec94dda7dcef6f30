/* One Lorenz trajectory to t = 1000 by SUNDIALS CVODE (Adams, fixed-point iteration).
   Prints: name tolerance milliseconds error, the error at t = 10 against the reference given as arguments. */
#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdio.h>
#include <stdlib.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>
#include <time.h>

static int lorenz(realtype t, N_Vector x, N_Vector dx, void *data) {
    const realtype *u = N_VGetArrayPointer(x);
    realtype *v = N_VGetArrayPointer(dx);
    v[0] = 10.0 * (u[1] - u[0]);
    v[1] = u[0] * (28.0 - u[2]) - u[1];
    v[2] = u[0] * u[1] - 8.0 / 3.0 * u[2];
    return 0;
}

static void integrate(double tolerance, double end, double *out) {
    SUNContext context;
    SUNContext_Create(NULL, &context);
    N_Vector x = N_VNew_Serial(3, context);
    for (int i = 0; i < 3; i++) N_VGetArrayPointer(x)[i] = 1.0;
    void *memory = CVodeCreate(CV_ADAMS, context);
    CVodeInit(memory, lorenz, 0.0, x);
    CVodeSStolerances(memory, tolerance, tolerance);
    CVodeSetMaxNumSteps(memory, 100000000);
    SUNNonlinearSolver solver = SUNNonlinSol_FixedPoint(x, 0, context);
    CVodeSetNonlinearSolver(memory, solver);
    CVodeSetStopTime(memory, end);
    realtype t = 0;
    CVode(memory, end, x, &t, CV_NORMAL);
    for (int i = 0; i < 3; i++) out[i] = N_VGetArrayPointer(x)[i];
    SUNNonlinSolFree(solver);
    CVodeFree(&memory);
    N_VDestroy(x);
    SUNContext_Free(&context);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec * 1e-6;
}

int main(int count, char **arguments) {
    const double tolerances[] = {1e-6, 1e-9, 1e-12};
    for (int k = 0; k < 3; k++) {
        double x[3], error = 0, best = 1e300;
        integrate(tolerances[k], 10, x);
        for (int i = 0; i < 3; i++) error = fmax(error, fabs(x[i] - atof(arguments[i + 1])));
        for (int r = 0; r < 5; r++) {
            double start = now();
            integrate(tolerances[k], 1000, x);
            best = fmin(best, now() - start);
        }
        printf("cvode-adams %g %.4f %.3e\n", tolerances[k], best, error);
    }
    return count > 3 ? 0 : 1;
}

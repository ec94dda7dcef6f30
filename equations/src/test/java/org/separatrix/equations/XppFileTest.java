package org.separatrix.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.equations.EquationsTest.rates;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;

class XppFileTest {

    @Test
    void morrisLecarFileIsRead() {
        var file =
                XppFile.read(
                        """
                        # Morris-Lecar
                        " {iapp=100} with a current
                        minf(v)=.5*(1+tanh((v-v1)/v2))
                        winf(V)=.5*(1+tanh((V-v3)/v4))
                        tauw(v)=1/cosh((v-v3)/(2*v4))
                        dv/dt = (iapp-gca*minf(v)*(v-vca)-gk*w*(v-vk) \\
                           -gl*(v-vl))/c
                        w'= phi*(winf(v)-w)/tauw(v)
                        aux ica=gca*minf(V)*(V-Vca)
                        par iapp=100,phi=.04 C=20
                        p vk=-84,vl=-60,vca=120,gk=8,gl=2,gca=4.4
                        param v1=-1.2,v2=18,v3=2,v4=30
                        init v=-40
                        w(0)=0.1
                        @ total=150,dt=.25, XLO=-75
                        @ meth=cvode
                        set rest {iapp=0}
                        done
                        this is never read
                        """);
        var system = file.system();
        assertThat(system.states()).containsExactly("v", "w");
        assertThat(file.initial()).containsExactly(-40.0, 0.1);
        assertThat(system.parameters()).startsWith("iapp", "phi", "c", "vk");
        assertThat(file.options())
                .containsEntry("total", "150")
                .containsEntry("dt", ".25")
                .containsEntry("xlo", "-75")
                .containsEntry("meth", "cvode");
        assertThat(file.ignored()).containsExactly("line 17: set");
        double v = -40;
        double w = 0.1;
        double m = 0.5 * (1 + Math.tanh((v + 1.2) / 18));
        double dv = (100 - 4.4 * m * (v - 120) - 8 * w * (v + 84) - 2 * (v + 60)) / 20;
        double dw = 0.04 * (0.5 * (1 + Math.tanh((v - 2) / 30)) - w) * Math.cosh((v - 2) / 60);
        double[] rates = rates(system, v, w);
        assertThat(rates[0]).isCloseTo(dv, within(1e-12));
        assertThat(rates[1]).isCloseTo(dw, within(1e-12));
        assertThat(system.definitions())
                .extracting(EquationSystem.Definition::name)
                .containsExactly("ica");
    }

    @Test
    void arraysBecomeNumberedNames() {
        var file =
                XppFile.read(
                        """
                        x[1..3]'=-x[j]+x[j-1]+j*k
                        x0=x3
                        init x[1..2]=2,x3=5
                        number k=10
                        """);
        assertThat(file.system().states()).containsExactly("x1", "x2", "x3");
        assertThat(file.initial()).containsExactly(2.0, 2.0, 5.0);
        assertThat(rates(file.system(), 2, 2, 5)).containsExactly(13, 20, 27);
    }

    @Test
    void conditionsAreNumbersAndBranches() {
        var file =
                XppFile.read(
                        """
                        x'=if(x>0&y<1|x==-5)then(1)else(2)
                        y'=(x>0)*7+heav(x)
                        """);
        assertThat(rates(file.system(), 1, 0)).containsExactly(1, 8);
        assertThat(rates(file.system(), 0, 0)).containsExactly(2, 1);
        assertThat(rates(file.system(), -5, 0)).containsExactly(1, 0);
    }

    @Test
    void delaysAndWienerVariablesAreTranslated() {
        var file = XppFile.read("wiener w\nx'=-delay(x,tau)+s*w\npar tau=2,s=3");
        assertThat(file.system().rightHandSides().toString())
                .contains(new Delayed("x", new Symbol("tau")).toString());
        assertThat(file.system().noise())
                .containsExactly(new EquationSystem.Noise(0, 0, new Symbol("s")));
    }

    @Test
    void derivedParametersAndMapsAreRead() {
        var file = XppFile.read("!b=a/2\nz(t+1)=b*z*(4-z)\npar a=2\nz(0)=.5");
        assertThat(file.system().map()).isTrue();
        assertThat(rates(file.system(), 1)).containsExactly(3);
        assertThat(file.initial()).containsExactly(0.5);
        assertThat(XppFile.read("x(t+1)=0").system().rightHandSides())
                .containsExactly(new Constant(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    x'=1⏎markov z 2~line 2, column 1: XPPAUT statement not supported: markov
                    table f file.tab~line 1, column 1: XPPAUT statement not supported: table
                    x'=1⏎bdry x-1~line 2, column 1: XPPAUT statement not supported: bdry
                    x'=1⏎global 1 x {x=0}~line 2, column 1: XPPAUT statement not supported: global
                    x'=1⏎0= x+y~line 2, column 1: XPPAUT statement not supported: an algebraic equation 0 = ...
                    x(t)=1~line 1, column 1: XPPAUT statement not supported: an integral equation x(t) = ...
                    %[1..3]~line 1, column 1: XPPAUT statement not supported: %
                    x'=1⏎par a=b~line 2, column 7: expected a number but found 'b'
                    x'=y~line 1, column 4: unknown name 'y': known are x
                    x'=ran(1)~line 1, column 4: unknown function 'ran': did you mean tan?
                    x'=1⏎init y=2~line 2, column 6: 'y' has an initial value but no equation
                    x'=(1~line 1, column 6: expected ')' but found end of text
                    x'=1⏎y(t+1)=2~line 2, column 1: a file has either derivatives x' or next values x(t+1)
                    par a=1~line 1, column 1: a flow needs an equation such as x' = ...
                    """)
    void whatIsNotUnderstoodIsRefusedByName(String text, String message) {
        assertThatExceptionOfType(EquationException.class)
                .isThrownBy(() -> XppFile.read(text.replace('⏎', '\n')))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"init x[0..9999]=0", "par x[0..9999]=0", "number x[0..9999]=0"})
    void hugeArraysAreRefused(String statement) {
        var text = new StringBuilder("x'=1\n");
        for (int i = 0; i < 5_000; i++) {
            text.append(statement.replace("x", "a" + i + "_")).append('\n');
        }
        assertThatExceptionOfType(EquationException.class)
                .isThrownBy(() -> XppFile.read(text.toString()))
                .withMessageContaining("more than 100000 values");
    }

    @Test
    void randomFilesAreReadOrRefused() {
        var random = PrintersTest.random(21);
        String[] parts = {
            "x",
            "'",
            "=",
            "par ",
            "init ",
            "(0)",
            "(t+1)",
            "[1..3]",
            "[j-1]",
            "1",
            "\n",
            "if(",
            ")then(",
            ")else(",
            "delay(x,",
            ")",
            "&",
            "aux ",
            "wiener w",
            "@ total=1",
            "!",
            "\\",
            "d",
            "x'=1\n",
            ","
        };
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder();
            for (int k = random.nextInt(12); k >= 0; k--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            try {
                read += XppFile.read(text.toString()).system().dimension() > 0 ? 1 : 0;
            } catch (EquationException e) {
                assertThat(e.line()).isPositive();
            }
        }
        assertThat(read).isPositive();
    }
}

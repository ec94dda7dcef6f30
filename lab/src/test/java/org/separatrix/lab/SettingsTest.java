package org.separatrix.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class SettingsTest {

    record Network(
            @Describe(value = "number of units", min = 1, max = 1000) int units,
            @Describe("leak rate") double leakRate,
            boolean tuned,
            List<String> systems,
            List<Integer> sizes) {
        Network {
            if (leakRate > 1) {
                throw new IllegalArgumentException("leakRate must be at most 1, got " + leakRate);
            }
        }
    }

    private static final Network BASE =
            new Network(10, 0.5, false, List.of("Lorenz"), List.of(1, 2));

    @Test
    void changesComponentsByNameAndByOption() {
        var changed =
                Settings.with(
                        BASE,
                        Map.of(
                                "units",
                                "20",
                                "leak-rate",
                                "0.25",
                                "systems",
                                "Chua, Rossler",
                                "sizes",
                                "[3,4]"));
        assertThat(changed)
                .isEqualTo(new Network(20, 0.25, false, List.of("Chua", "Rossler"), List.of(3, 4)));
    }

    @Test
    void namesTheNearestSettingForAnUnknownOne() {
        assertThatThrownBy(() -> Settings.with(BASE, Map.of("unit", "3")))
                .isInstanceOf(LabException.class)
                .hasMessage("unknown setting 'unit'; did you mean 'units'?");
    }

    @Test
    void refusesValuesOutOfRangeAndUnreadableOnes() {
        assertThatThrownBy(() -> Settings.with(BASE, Map.of("units", "0")))
                .hasMessage("units must lie in [1, 1000], got 0");
        assertThatThrownBy(() -> Settings.with(BASE, Map.of("units", "many")))
                .hasMessage("units must be a whole number, got 'many'");
        assertThatThrownBy(() -> Settings.with(BASE, Map.of("tuned", "yes")))
                .hasMessage("tuned must be true or false, got 'yes'");
        assertThatThrownBy(() -> Settings.with(BASE, Map.of("units", "NaN")))
                .isInstanceOf(LabException.class);
    }

    @Test
    void passesOnWhatTheRecordItselfRefuses() {
        assertThatThrownBy(() -> Settings.with(BASE, Map.of("leakRate", "2")))
                .isInstanceOf(LabException.class)
                .hasMessage("leakRate must be at most 1, got 2.0");
    }

    @Test
    void yamlCarriesEveryValueAndItsMeaning() {
        assertThat(Settings.yaml(BASE))
                .isEqualTo(
                        """
                        # number of units
                        units: 10
                        # leak rate
                        leakRate: 0.5
                        tuned: false
                        systems: [Lorenz]
                        sizes: [1, 2]
                        """);
    }
}

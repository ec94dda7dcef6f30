package org.separatrix.studio;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Forecasters;
import org.separatrix.lab.Settings;
import org.separatrix.lab.Tools;

import java.util.List;
import java.util.stream.Stream;

/// What can be fitted to data, with the fields of its form.
final class ModelsApi implements HttpService {

    /// @param kind `forecaster` or `tool`
    /// @param tunable whether it can choose its settings itself
    record Model(
            String name,
            String kind,
            String purpose,
            boolean needsData,
            boolean tunable,
            List<Settings.Setting> settings) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", (_, response) -> Answers.send(response, all()));
    }

    private static List<Model> all() {
        return Stream.concat(
                        Forecasters.all().stream().map(ModelsApi::forecaster),
                        Tools.all().stream()
                                .map(tool ->
                                        new Model(
                                                tool.name(),
                                                "tool",
                                                tool.purpose(),
                                                tool.needsData(),
                                                false,
                                                fields(tool.defaults()))))
                .toList();
    }

    private static Model forecaster(Forecaster f) {
        return new Model(
                f.name(),
                "forecaster",
                f.slow() ? "forecasts; takes minutes where data are long" : "forecasts",
                true,
                f.candidates().size() > 1,
                fields((Record) f));
    }

    /// Limits that are infinite are no limits, and JSON has no word for them.
    static List<Settings.Setting> fields(Record configuration) {
        return Settings.of(configuration).stream().map(ModelsApi::finite).toList();
    }

    private static Settings.Setting finite(Settings.Setting s) {
        double min = Math.max(-Double.MAX_VALUE, s.min());
        double max = Math.min(Double.MAX_VALUE, s.max());
        return new Settings.Setting(
                s.name(), s.option(), s.type(), s.description(), s.value(), min, max);
    }
}

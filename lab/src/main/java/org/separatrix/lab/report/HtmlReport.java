package org.separatrix.lab.report;

import org.separatrix.lab.Report;
import org.separatrix.lab.ReportJson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A report as one HTML page that needs nothing else: style, script and numbers are inside.
///
/// The figures are drawn by the script: line plots zoom and read out, portraits turn, tables sort.
public final class HtmlReport {

    private HtmlReport() {}

    /// The page.
    public static String render(Report report) {
        // "</" inside the data would end the script element.
        String json = ReportJson.write(report).replace("</", "<\\/");
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s
        </style>
        </head>
        <body>
        <main id="report"></main>
        <script id="data" type="application/json">%s</script>
        <script>
        %s
        </script>
        </body>
        </html>
        """
                .formatted(
                        escape(report.title()),
                        resource("report.css"),
                        json,
                        resource("report.js"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

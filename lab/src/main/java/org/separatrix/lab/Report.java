package org.separatrix.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a run found: sections of typed blocks, and the claims.
///
/// @param title headline
/// @param summary one or two sentences that a hurried reader needs
/// @param sections in reading order
/// @param claims in reading order; empty for a plain report
/// @param provenance configuration, seed, versions: whatever repeats the run
public record Report(
        String title,
        String summary,
        List<Section> sections,
        List<Claim> claims,
        Map<String, String> provenance) {

    /// A titled part of a report.
    public record Section(String title, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }
    }

    public Report {
        sections = List.copyOf(sections);
        claims = List.copyOf(claims);
    }

    /// Whether every claim holds.
    public boolean holds() {
        return claims.stream().allMatch(Claim::holds);
    }

    /// The same report with another provenance.
    public Report withProvenance(Map<String, String> provenance) {
        return new Report(title, summary, sections, claims, provenance);
    }

    /// The same report with other sections.
    public Report withSections(List<Section> sections) {
        return new Report(title, summary, sections, claims, provenance);
    }

    /// Starts a report.
    public static Builder titled(String title) {
        return new Builder(title);
    }

    /// Collects the parts of a report in reading order.
    public static final class Builder {
        private final String title;
        private String summary = "";
        private final List<Section> sections = new ArrayList<>();
        private final List<Claim> claims = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        /// Sets the summary.
        public Builder summary(String text) {
            summary = text;
            return this;
        }

        /// Adds a section.
        public Builder section(String heading, Block... blocks) {
            sections.add(new Section(heading, List.of(blocks)));
            return this;
        }

        /// Adds a section.
        public Builder section(String heading, List<Block> blocks) {
            sections.add(new Section(heading, blocks));
            return this;
        }

        /// Adds a claim.
        public Builder claim(Claim claim) {
            claims.add(claim);
            return this;
        }

        /// The finished report.
        public Report build() {
            return new Report(title, summary, sections, claims, Map.of());
        }
    }
}

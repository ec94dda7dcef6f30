package org.separatrix.lab;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reports and other records as JSON.
public final class ReportJson {

    /// The mapper of the project: unknown properties are errors.
    public static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addMixIn(Block.class, BlockTypes.class)
                    .build();

    private ReportJson() {}

    /// The report as JSON text.
    public static String write(Report report) {
        return MAPPER.writeValueAsString(report);
    }

    /// Reads what [#write] wrote.
    public static Report read(String json) {
        return MAPPER.readValue(json, Report.class);
    }

    /// Names each block's kind in a property `type`.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Block.Text.class, name = "Text"),
        @JsonSubTypes.Type(value = Block.Equation.class, name = "Equation"),
        @JsonSubTypes.Type(value = Block.Table.class, name = "Table"),
        @JsonSubTypes.Type(value = Block.LinePlot.class, name = "LinePlot"),
        @JsonSubTypes.Type(value = Block.Scatter.class, name = "Scatter"),
        @JsonSubTypes.Type(value = Block.HeatMap.class, name = "HeatMap"),
        @JsonSubTypes.Type(value = Block.PhasePortrait.class, name = "PhasePortrait"),
        @JsonSubTypes.Type(value = Block.Animation.class, name = "Animation"),
        @JsonSubTypes.Type(value = Block.RankDiagram.class, name = "RankDiagram")
    })
    private interface BlockTypes {}
}

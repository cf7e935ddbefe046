package dev.attune.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as commands print it. */
final class Json {

    private static final JsonMapper COMPACT = JsonMapper.builder().build();
    private static final JsonMapper INDENTED =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static ObjectNode object() {
        return COMPACT.createObjectNode();
    }

    static ArrayNode array() {
        return COMPACT.createArrayNode();
    }

    static String pretty(JsonNode node) {
        return INDENTED.writeValueAsString(node);
    }

    static String line(JsonNode node) {
        return COMPACT.writeValueAsString(node);
    }
}

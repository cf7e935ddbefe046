package dev.attune.speech.modelpackage;

import dev.attune.speech.acoustic.NetworkDescription;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The network description as it stands in {@code model.json}. */
public final class NetworkJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String PHONES_PER_FRAME = "phonesPerFrame";

    private NetworkJson() {}

    public static String write(NetworkDescription network) {
        return MAPPER.writeValueAsString(network);
    }

    /**
     * @throws ModelPackageException if the text is no network description
     */
    public static NetworkDescription read(String json) throws ModelPackageException {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree instanceof ObjectNode network && !network.has(PHONES_PER_FRAME)) {
                network.put(PHONES_PER_FRAME, 1); // written before there could be more
            }
            return MAPPER.treeToValue(tree, NetworkDescription.class);
        } catch (JacksonException e) {
            throw new ModelPackageException(
                    "The network description of the model cannot be read (" + e.getOriginalMessage()
                            + "); export the model again.",
                    e);
        }
    }
}

package dev.attune.speech.modelpackage;

import dev.attune.speech.acoustic.NetworkDescription;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The network description as it stands in {@code model.json}. */
public final class NetworkJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private NetworkJson() {}

    public static String write(NetworkDescription network) {
        return MAPPER.writeValueAsString(network);
    }

    /**
     * @throws ModelPackageException if the text is no network description
     */
    public static NetworkDescription read(String json) throws ModelPackageException {
        try {
            return MAPPER.readValue(json, NetworkDescription.class);
        } catch (JacksonException e) {
            throw new ModelPackageException(
                    "The network description of the model cannot be read (" + e.getOriginalMessage()
                            + "); export the model again.",
                    e);
        }
    }
}

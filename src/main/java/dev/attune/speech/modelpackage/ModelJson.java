package dev.attune.speech.modelpackage;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code model.json} to and from {@link ModelDescription}. */
final class ModelJson {

    static final String ENTRY = "model.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ModelJson() {}

    static byte[] write(ModelDescription description) {
        return MAPPER.writeValueAsBytes(description);
    }

    /**
     * @param file name of the package for messages
     */
    static ModelDescription read(byte[] json, String file) throws ModelPackageException {
        try {
            JsonNode tree = MAPPER.readTree(json);
            JsonNode version = tree.get("formatVersion");
            if (version == null || !version.isInt()) {
                throw new ModelPackageException(
                        file + ": model.json states no formatVersion, so this is no Attune model"
                                + " package; choose a .zip file that Attune has exported.");
            }
            if (version.intValue() < ModelDescription.FORMAT_VERSION
                    || version.intValue() > ModelDescription.PHONES_PER_FRAME_FORMAT_VERSION) {
                throw new ModelPackageException(file + ": the package has format version " + version.intValue()
                        + ", this Attune reads versions " + ModelDescription.FORMAT_VERSION + " to "
                        + ModelDescription.PHONES_PER_FRAME_FORMAT_VERSION
                        + "; export the model again with the same version of Attune, or use the Attune that made it.");
            }
            ModelDescription description = MAPPER.treeToValue(tree, ModelDescription.class);
            requirePresent(description, file);
            return description;
        } catch (JacksonException e) {
            throw new ModelPackageException(
                    file + ": model.json cannot be read (" + e.getOriginalMessage() + "); export the model again.", e);
        }
    }

    /** JSON may leave out what a record's type promises. */
    private static void requirePresent(ModelDescription description, String file) throws ModelPackageException {
        Object[] required = {
            description.id(),
            description.name(),
            description.kind(),
            description.scenario(),
            description.locale(),
            description.created(),
            description.features(),
            description.provenance(),
            description.licence()
        };
        for (Object value : required) {
            if (value == null) {
                throw new ModelPackageException(
                        file + ": model.json lacks one of id, name, kind, scenario, locale, created, features,"
                                + " provenance, licence; export the model again.");
            }
        }
    }
}

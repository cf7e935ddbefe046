package dev.attune.export;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is to be exported, as it is stored with the job.
 *
 * @param model id
 * @param int8 whether a second file with weights of 8 bits is made
 * @param dataset what to check on; null for the speech that comes with the program
 */
record ExportRequest(String model, boolean int8, @Nullable UUID dataset) {

    String toJson() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    static ExportRequest of(String json) {
        return JsonMapper.shared().readValue(json, ExportRequest.class);
    }
}

package dev.attune.evaluation;

import dev.attune.speech.modelpackage.ModelDescription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From which baseline the models of some tests descend, also where baselines or models between are gone. Not thread-safe. */
final class Lineage {

    private static final String CUSTOM = "custom";

    private final ModelSource models;
    private final Map<String, TestedModel> tested = new HashMap<>();
    private final Map<String, Optional<ModelDescription>> found = new HashMap<>();

    Lineage(ModelSource models, List<Evaluation> tests) {
        this.models = models;
        tests.forEach(test -> test.models().forEach(model -> tested.putIfAbsent(model.modelId(), model)));
    }

    /** The id of the baseline; a baseline's own. Empty for a custom model that is gone, as only its package knew its parents. */
    Optional<String> root(TestedModel model) {
        if (!model.kind().equals(CUSTOM)) {
            return Optional.of(model.modelId());
        }
        List<String> parents = find(model.modelId())
                .map(description -> description.provenance().parents())
                .orElse(List.of());
        // The nearest that is no custom model: a baseline may have been made from another one.
        return parents.stream()
                .filter(this::isBaseline)
                .findFirst()
                .or(() -> parents.isEmpty() ? Optional.empty() : Optional.of(parents.getLast()));
    }

    /** How a model is called, or was when it was tested; empty if nobody knows. */
    String name(String id) {
        TestedModel known = tested.get(id);
        return find(id).map(ModelDescription::name).orElse(known == null ? "" : known.name());
    }

    private boolean isBaseline(String id) {
        TestedModel known = tested.get(id);
        return find(id).map(ModelDescription::kind)
                .or(() -> Optional.ofNullable(known).map(TestedModel::kind))
                .filter(kind -> !kind.equals(CUSTOM))
                .isPresent();
    }

    /** Looked up once: the library reads a package's description at each call. */
    private Optional<ModelDescription> find(String id) {
        return found.computeIfAbsent(id, models::find);
    }
}

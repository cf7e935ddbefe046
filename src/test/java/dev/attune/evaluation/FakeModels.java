package dev.attune.evaluation;

import dev.attune.project.ProjectId;
import dev.attune.speech.Recognition;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.Provenance;
import dev.attune.speech.score.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

/** Models whose answers are given beforehand. Clip n of a {@link Workbench} has {@code FIRST_SAMPLES + n} samples. */
public final class FakeModels implements ModelSource {

    static final int FIRST_SAMPLES = 1600;

    private final Map<String, ModelDescription> descriptions = new LinkedHashMap<>();
    private final Map<String, List<String>> answers = new LinkedHashMap<>();
    private final Map<String, Set<String>> vocabularies = new LinkedHashMap<>();
    private final Map<String, List<String>> displays = new LinkedHashMap<>();
    /** Every clip that was recognised, as {@code model:utterance}. */
    final ConcurrentLinkedQueue<String> recognized = new ConcurrentLinkedQueue<>();
    /** Called with the utterance's number before it is recognised. */
    public volatile IntConsumer before = utterance -> {};

    public FakeModels with(String id, String name, String kind, List<String> texts) {
        descriptions.put(
                id,
                new ModelDescription(
                        ModelDescription.FORMAT_VERSION,
                        id,
                        name,
                        kind,
                        "general",
                        "en-US",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        ModelDescription.FeatureSettings.standard(),
                        null,
                        Map.of(),
                        new Provenance(Map.of(), Map.of(), 1, "test", List.of()),
                        "Apache-2.0",
                        List.of(),
                        Map.of()));
        answers.put(id, texts);
        return this;
    }

    /** Gives a model a scenario and parents, the nearest first. */
    public FakeModels descending(String id, String scenario, List<String> parents) {
        descriptions.computeIfPresent(
                id,
                (any, old) -> new ModelDescription(
                        old.formatVersion(),
                        old.id(),
                        old.name(),
                        old.kind(),
                        scenario,
                        old.locale(),
                        old.created(),
                        old.features(),
                        old.network(),
                        old.decoder(),
                        new Provenance(Map.of(), Map.of(), 1, "test", parents),
                        old.licence(),
                        old.scores(),
                        old.entries()));
        return this;
    }

    /** Gives a model the words that it knows; without this it spells any word. */
    FakeModels knowing(String id, Set<String> vocabulary) {
        vocabularies.put(id, vocabulary);
        return this;
    }

    /** Gives a model display texts; without this it makes none. */
    FakeModels showing(String id, List<String> texts) {
        displays.put(id, texts);
        return this;
    }

    public void remove(String id) {
        descriptions.remove(id);
    }

    @Override
    public List<ModelDescription> list(ProjectId project) {
        return List.copyOf(descriptions.values());
    }

    @Override
    public Optional<ModelDescription> find(String id) {
        return Optional.ofNullable(descriptions.get(id));
    }

    @Override
    public void keepDecoder(
            ProjectId project,
            String id,
            BeamOptions options,
            Map<String, String> dataHashes,
            Map<String, String> settings) {
        throw new UnsupportedOperationException("these models have no decoder");
    }

    @Override
    public OpenModel open(String id) throws IOException {
        return new OpenModel() {
            @Override
            public Recognition recognize(AudioClip clip) {
                int utterance = clip.samples().length - FIRST_SAMPLES;
                before.accept(utterance);
                recognized.add(id + ":" + utterance);
                List<RecognizedWord> words = new ArrayList<>();
                for (String word : Tokens.words(answer(id, utterance))) {
                    words.add(new RecognizedWord(word, words.size() * 0.5, words.size() * 0.5 + 0.4, 0.75, null));
                }
                return new Recognition(List.of(new Hypothesis(words, -1, -1, 0)), clip.durationSeconds());
            }

            /** Nothing to a clip that is none of the workbench's, as after a change of speed. */
            private String answer(String model, int utterance) {
                List<String> texts = answers.get(model);
                return utterance >= 0 && utterance < texts.size() ? texts.get(utterance) : "";
            }

            @Override
            public Optional<String> display(Recognition recognition) {
                int utterance = (int) Math.round(recognition.audioSeconds() * 16_000) - FIRST_SAMPLES;
                return Optional.ofNullable(displays.get(id)).map(texts -> texts.get(utterance));
            }

            @Override
            public Optional<Set<String>> vocabulary() {
                return Optional.ofNullable(vocabularies.get(id));
            }

            @Override
            public void close() {}
        };
    }
}

package dev.attune.evaluation;

import dev.attune.model.ModelService;
import dev.attune.project.ProjectId;
import dev.attune.speech.ModelDisplay;
import dev.attune.speech.Recognition;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.display.DisplayFormatter;
import dev.attune.speech.display.DisplayOptions;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The models of the workbench, run as they are served: beam search with their own options. */
@Component
class LibraryModels implements ModelSource {

    private final ModelService models;

    LibraryModels(ModelService models) {
        this.models = models;
    }

    @Override
    public List<ModelDescription> list(ProjectId project) {
        return models.list(project);
    }

    @Override
    public Optional<ModelDescription> find(String id) {
        return models.find(id);
    }

    @Override
    public void keepDecoder(
            ProjectId project,
            String id,
            BeamOptions options,
            Map<String, String> dataHashes,
            Map<String, String> settings)
            throws IOException {
        models.keepDecoder(project, id, options.toMap(), dataHashes, settings);
    }

    @Override
    public OpenModel open(String id) throws IOException {
        ModelPackage model = models.open(id);
        Optional<Set<String>> vocabulary = Vocabularies.of(model);
        DisplayFormatter formatter = ModelDisplay.formatter(model);
        Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults());
        return new OpenModel() {
            @Override
            public Recognition recognize(AudioClip clip) {
                return recognizer.recognize(clip);
            }

            @Override
            public Optional<String> display(Recognition recognition) {
                List<String> words = recognition.best().words().stream()
                        .map(RecognizedWord::text)
                        .toList();
                return Optional.of(
                        formatter.format(words, DisplayOptions.SCORED).display());
            }

            @Override
            public Optional<Set<String>> vocabulary() {
                return vocabulary;
            }

            @Override
            public Optional<Recognizer> recognizer() {
                return Optional.of(recognizer);
            }

            @Override
            public void close() {
                recognizer.close();
            }
        };
    }
}

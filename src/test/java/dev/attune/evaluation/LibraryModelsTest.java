package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.dataset.DatasetId;
import dev.attune.job.JobState;
import dev.attune.project.ProjectId;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.audio.AudioClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryModelsTest {

    /** From the package in the home folder to figures, with nothing faked: the model hears its own voice nearly without error. */
    @Test
    void aRealModelIsTestedOnRealSound(@TempDir Path home) throws Exception {
        TinyModel.write(Files.createDirectories(home.resolve("models")));
        List<String> sentences = new ArrayList<>(TinyModel.sentences(11, 5));
        List<AudioClip> clips = new ArrayList<>(
                sentences.stream().map(ToneVoice.standard()::say).toList());
        // Said is one thing, the transcript another: these words cannot be right.
        sentences.add("zebra crossing");
        clips.add(ToneVoice.standard().say("salad and soda"));

        try (Workbench workbench = new Workbench(home)) {
            ProjectId project = workbench.project();
            DatasetId dataset = workbench.dataset(project, sentences, clips);
            String model = workbench.evaluations.models(project).getFirst().id();
            EvaluationId id = workbench
                    .evaluations
                    .create(project, "Tones", "", dataset, List.of(model))
                    .id();

            assertThat(workbench.await(id).state()).isEqualTo(JobState.SUCCEEDED);

            List<EvaluatedUtterance> heard = workbench.evaluations.utterances(id, UtteranceQuery.ALL, 0, 20);
            assertThat(heard.getLast().readings().getFirst().hypothesis()).isEqualTo("salad and soda");
            int errors = heard.subList(0, 11).stream()
                    .mapToInt(utterance -> utterance.readings().getFirst().errors())
                    .sum();
            int words = heard.subList(0, 11).stream()
                    .mapToInt(utterance ->
                            utterance.readings().getFirst().alignment().counts().words())
                    .sum();
            assertThat(errors).isLessThanOrEqualTo(words / 10);
            EvaluatedWord first = heard.getFirst().readings().getFirst().words().getFirst();
            assertThat(first.endSeconds()).isGreaterThan(first.startSeconds());
        }
    }
}

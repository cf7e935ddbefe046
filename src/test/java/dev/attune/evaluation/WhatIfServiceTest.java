package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.dataset.DatasetId;
import dev.attune.model.ModelService;
import dev.attune.project.ProjectId;
import dev.attune.shared.ProblemException;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials, search and keeping with the model of tones and nothing faked. */
class WhatIfServiceTest {

    private static final List<String> SAID = TinyModel.sentences(8, 4);
    private static final WhatIfService.Progress SILENT = (fraction, phase) -> {};

    @TempDir
    private Path home;

    private static ModelDescription custom(Workbench workbench, ProjectId project, Path home) throws Exception {
        ModelPackage tiny = ModelPackageReader.unpack(
                TinyModel.write(Files.createDirectories(home.resolve("made"))), home.resolve("cache"));
        ModelDescription of = tiny.description();
        Path zip = home.resolve("made").resolve("custom.zip");
        ModelPackageWriter.write(
                new ModelDescription(
                        of.formatVersion(),
                        "00000000-0000-4000-8000-000000000002",
                        "Custom",
                        "custom",
                        of.scenario(),
                        of.locale(),
                        of.created(),
                        of.features(),
                        of.network(),
                        of.decoder(),
                        of.provenance(),
                        of.licence(),
                        of.scores(),
                        of.entries()),
                tiny.files(),
                zip);
        return workbench.context.getBean(ModelService.class).register(project, zip);
    }

    @Test
    void settingsAreTriedSearchedAndKept() throws Exception {
        TinyModel.write(Files.createDirectories(home.resolve("models")));
        try (Workbench workbench = new Workbench(home)) {
            ProjectId project = workbench.project();
            ModelDescription custom = custom(workbench, project, home);
            String baseline = "00000000-0000-4000-8000-000000000001";
            DatasetId data = workbench.dataset(
                    project, SAID, SAID.stream().map(ToneVoice.standard()::say).toList());
            EvaluationId id = workbench
                    .evaluations
                    .create(project, "Tones", "", data, List.of(baseline, custom.id()))
                    .id();
            workbench.await(id);
            Evaluation evaluation = workbench.find(id);
            WhatIfService whatIf = workbench.context.getBean(WhatIfService.class);
            BeamOptions own = whatIf.options(evaluation.models().get(1)).orElseThrow();

            // The same settings change nothing.
            WhatIfResult same = whatIf.attempt(evaluation, 1, new WhatIfService.Settings(own, List.of()), true, SILENT)
                    .result()
                    .get();
            assertThat(same.changed()).isEmpty();
            assertThat(same.whole()).isTrue();
            assertThat(same.after())
                    .isEqualTo(same.before())
                    .isEqualTo(evaluation.models().get(1).figures());

            // A beam of one loses words; what changed is told, and adds up.
            BeamOptions poor = new BeamOptions(1, 0.1, 0, -8, 1, 0);
            WhatIfResult worse = whatIf.attempt(
                            evaluation,
                            1,
                            new WhatIfService.Settings(poor, List.of(" ", "kiosk ", "kiosk")),
                            true,
                            SILENT)
                    .result()
                    .get();
            assertThat(worse.changed()).isNotEmpty();
            assertThat(worse.after().words().errors() - worse.before().words().errors())
                    .isEqualTo(worse.changed().stream()
                            .mapToInt(WhatIfResult.Changed::moreErrors)
                            .sum());
            assertThat(worse.change().difference())
                    .isEqualTo(worse.after().wordErrorRate() - worse.before().wordErrorRate());
            assertThatThrownBy(() -> whatIf.attempt(
                                    evaluation, 1, new WhatIfService.Settings(own, List.of("!?")), true, SILENT)
                            .result()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("The phrase \"!?\" has no words; write it out or leave it out.");

            assertThat(whatIf.doubt(evaluation, data)).isPresent();
            whatIf.search(evaluation, 1, data);
            Instant deadline = Instant.now().plus(Duration.ofSeconds(300));
            while (whatIf.running(id, 1).isPresent() && Instant.now().isBefore(deadline)) {
                Thread.sleep(20);
            }
            FoundSettings found = whatIf.found(id, 1).orElseThrow();
            assertThat(found.errorsAfter()).isLessThanOrEqualTo(found.errorsBefore());
            assertThat(found.errorsBefore()).isEqualTo(same.before().words().errors());
            assertThat(found.utterances()).isEqualTo(SAID.size());

            BeamOptions wanted = own.withWeights(found.lmWeight(), found.wordBonus(), found.blankPenalty());
            whatIf.keep(evaluation, 1, wanted);
            ModelService models = workbench.context.getBean(ModelService.class);
            ModelPackage now = models.open(custom.id());
            assertThat(BeamOptions.of(now.description().decoder())).isEqualTo(wanted);
            assertThat(now.description().entries()).isEqualTo(custom.entries());
            assertThat(now.description().provenance().settings().get("decoder"))
                    .isEqualTo("search, " + found.sentence());
            assertThat(now.description().provenance().dataHashes())
                    .containsKey("decoder development set: Harbour test");
            assertThat(whatIf.options(evaluation.models().get(1))).contains(wanted);

            whatIf.keep(evaluation, 1, poor);
            assertThat(models.find(custom.id())
                            .orElseThrow()
                            .provenance()
                            .settings()
                            .get("decoder"))
                    .isEqualTo("set by hand after the test \u201cTones\u201d");
            assertThat(whatIf.keepable(evaluation.models().get(0))).isFalse();
            assertThatThrownBy(() -> whatIf.keep(evaluation, 0, poor))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("Baselines belong to all projects and stay as they were measured.");
        }
    }
}

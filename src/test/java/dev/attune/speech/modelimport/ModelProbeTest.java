package dev.attune.speech.modelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.TinyModel;
import dev.attune.speech.acoustic.ImportedNetwork.Layout;
import dev.attune.speech.acoustic.ImportedNetwork.LengthKind;
import dev.attune.speech.audio.FeatureRecipe;
import dev.attune.speech.modelimport.ProbeReport.Finding;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of each make are found out, and write what is said. */
final class ModelProbeTest {

    @TempDir
    private Path folder;

    @Test
    void findsOutAZipformer() throws IOException {
        ProbeReport report = ImportedModels.zipformer(folder).probe(folder);

        assertThat(report.network().features()).isEqualTo(FeatureRecipe.KALDI);
        assertThat(report.network().form().layout()).isEqualTo(Layout.FRAMES_BINS);
        assertThat(report.network().form().lengthKind()).isEqualTo(LengthKind.LENGTH_64);
        assertThat(report.network().form().lengthOutput()).isEqualTo("log_probs_len");
        assertThat(report.network().bins()).isEqualTo(80);
        assertThat(report.network().frameShiftSeconds()).isEqualTo(0.04);
        assertThat(report.network().blank()).isZero();
        assertThat(report.tokens()).isEqualTo(TokenSet.englishLetters().symbols());
        assertThat(report.trials().getFirst().text()).isEqualTo("tuna salad and lemon soda");
        assertThat(report.trials()).extracting(ProbeReport.Trial::features).hasSize(4);
        assertThat(report.findings())
                .contains(new Finding("Stride", "4 frames, 40 ms a frame"), new Finding("Blank", "id 0"))
                .extracting(Finding::name)
                .contains("Inputs", "Outputs", "Speed", "Shortest sound");
    }

    @Test
    void findsOutABinByFrameModelWithTheBlankLast() throws IOException {
        ProbeReport report = ImportedModels.nemo(folder).probe(folder);

        assertThat(report.network().form().layout()).isEqualTo(Layout.BINS_FRAMES);
        assertThat(report.network().form().input()).isEqualTo("audio_signal");
        assertThat(report.network().form().lengthOutput()).isNull();
        assertThat(report.network().blank()).isEqualTo(28);
        assertThat(report.tokens()).isEqualTo(TokenSet.englishLetters().symbols());
        // It was trained on our features, whatever its metadata says.
        assertThat(report.network().features()).isEqualTo(FeatureRecipe.KALDI);
        assertThat(report.trials().getFirst().text()).isEqualTo("tuna salad and lemon soda");
    }

    @Test
    void findsOutAModelOfTheWaveform() throws IOException {
        ProbeReport report = ImportedModels.waveform(folder).probe(folder);

        assertThat(report.network().form().layout()).isEqualTo(Layout.SAMPLES);
        assertThat(report.network().form().lengthKind()).isEqualTo(LengthKind.NONE);
        assertThat(report.network().features().isWaveform()).isTrue();
        assertThat(report.network().frameShiftSeconds()).isEqualTo(0.04);
        assertThat(report.network().minimumFrames()).isBetween(400, 1024);
        assertThat(report.tokens()).isEqualTo(TokenSet.englishLetters().symbols());
        assertThat(report.trials().getFirst().text()).isEqualTo("tuna salad and lemon soda");
    }

    @Test
    void refusesAKindOfInputThatIsClearlyWrong() throws IOException {
        ImportedModels model = ImportedModels.nemo(folder);
        ProbeRequest own = model.request(folder);
        ProbeRequest asked = new ProbeRequest(
                own.onnx(), own.tokens(), "en-US", FeatureRecipe.WAVEFORM, own.sample(), own.sampleText());

        assertThatThrownBy(() -> ModelProbe.run(asked, step -> {}))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessage(
                        "The network cannot take \"Waveform\" (waveform), because of the shape of its input; leave the kind of"
                                + " input open, or choose \"kaldi\".");
    }

    @Test
    void choosesTheKindThatIsUnderstoodBest() throws IOException {
        var nemo = new ProbeReport.Trial(FeatureRecipe.NEMO, "tnaw", 0.7, 0.9);
        var kaldi = new ProbeReport.Trial(FeatureRecipe.KALDI, "tuna", 0.0, 0.8);

        assertThat(FeatureChoice.choose(List.of(nemo, kaldi), null, true)).isEqualTo(kaldi);
        assertThatThrownBy(() -> FeatureChoice.choose(List.of(nemo, kaldi), FeatureRecipe.NEMO, true))
                .hasMessage(
                        "With \"nemo\" the network gets 30 % right of the sample (\"tnaw\"), with \"kaldi\" 100 % (\"tuna\"): choose"
                                + " \"kaldi\", or leave the kind of input open.");
        assertThatThrownBy(() -> FeatureChoice.choose(List.of(nemo), null, true))
                .hasMessageStartingWith("The network understands the sample recording with no kind of input");
    }

    /** Differences that are chance leave the metadata's word standing. */
    @Test
    void prefersWhatTheMetadataSaysAmongEquals() throws IOException {
        var first = new ProbeReport.Trial(FeatureRecipe.NEMO, "tuna", 0.02, 0.8);
        var second = new ProbeReport.Trial(FeatureRecipe.KALDI, "tuna", 0.0, 0.8);

        assertThat(FeatureChoice.choose(List.of(first, second), null, true)).isEqualTo(first);
    }

    /** A recording in a voice that the model does not know at all. */
    @Test
    void refusesAModelThatUnderstandsNothing() throws IOException {
        ImportedModels model = ImportedModels.zipformer(folder);

        assertThatThrownBy(() -> ModelProbe.run(
                        new ProbeRequest(
                                model.onnx(),
                                model.tokens(),
                                "en-US",
                                null,
                                TinyModel.wav(folder, "mint"),
                                "the weather is rather fine today"),
                        step -> {}))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("understands the sample recording with no kind of input");
    }
}

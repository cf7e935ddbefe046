package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.TinyModel;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserAudioTest {

    /** 16 letters, each of them a phone, boundaries included. */
    private static final String TEXT = "no one no one no";

    @TempDir
    Path folder;

    private UserAudio.Transcribed transcribed;
    private final LeftOut leftOut = new LeftOut("utterances");

    /** Half a second: 13 frames of 40 ms. */
    @BeforeEach
    void record() throws IOException {
        Path recording = folder.resolve("fast.wav");
        WavWriter.write(new AudioClip(new float[8_000], 16_000), recording);
        transcribed =
                new UserAudio.Transcribed(new Utterance("fast", recording, TEXT, "speaker"), List.of(TEXT.split(" ")));
    }

    @Test
    void speechTooFastForItsLettersTeachesItsSounds() throws Exception {
        TrainingExample example = Objects.requireNonNull(audio(2).example(transcribed, "fast", leftOut))
                .example();

        assertThat(example.phones()).hasSize(TEXT.length());
        assertThat(example.letters()).isNull();
        assertThat(leftOut.count()).isZero();
    }

    @Test
    void speechTooFastForItsSoundsIsLeftOut() throws Exception {
        assertThat(audio(1).example(transcribed, "fast", leftOut)).isNull();
        assertThat(leftOut.summary()).isEqualTo("1 too short for their transcript (first: fast)");
    }

    private UserAudio audio(int phonesPerFrame) {
        TokenSet phones = TokenSet.englishPhones();
        TokenSet letters = TokenSet.englishLetters();
        NetworkDescription network = NetworkDescription.timeDelay(16, 1, 32, phones.size(), letters.size())
                .withPhonesPerFrame(phonesPerFrame);
        return new UserAudio(network, TinyModel.lexicon(), phones, letters, folder);
    }
}

package dev.attune.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.shared.Problem;
import dev.attune.shared.ProblemException;
import dev.attune.speech.SpeechData;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.corpus.Utterance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorporaTest {

    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void readsAnArchiveInTheOrderOfItsTranscripts() throws IOException {
        Path zip = Sounds.zip(
                folder.resolve("orders.zip"),
                Sounds.entries(
                        "a.wav",
                        Sounds.wav(1),
                        "b.wav",
                        Sounds.wav(2),
                        "trans.txt",
                        "\uFEFFb.wav\tTwo, please.\r\na.wav\tone"));

        List<Utterance> utterances = read(zip);

        assertThat(utterances).extracting(Utterance::id).containsExactly("b.wav", "a.wav");
        assertThat(utterances).extracting(Utterance::transcript).containsExactly("Two, please.", "one");
        assertThat(AudioFiles.read(utterances.getFirst().audio()).durationSeconds())
                .isEqualTo(1.0);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "audio/"})
    void readsAFolderWithTheAudioBesideOrInAFolder(String place) throws IOException {
        Files.createDirectories(folder.resolve(place));
        Files.write(folder.resolve(place + "a.wav"), Sounds.wav(1));
        Files.write(folder.resolve(place + "unused.wav"), Sounds.wav(2));
        Files.writeString(folder.resolve("transcripts.tsv"), "a.wav\thello there\n");
        Files.writeString(folder.resolve("slots.tsv"), "a.wav\tx\ty\n");

        List<Utterance> utterances = read(folder);

        assertThat(utterances)
                .containsExactly(new Utterance("a.wav", folder.resolve(place + "a.wav"), "hello there", null));
        assertThat(problems).isEmpty();
    }

    @Test
    void knowsSpeakersFromTheirTableWithItsHeadingAndFurtherColumns() throws IOException {
        Files.write(folder.resolve("a.wav"), Sounds.wav(1));
        Files.write(folder.resolve("b.wav"), Sounds.wav(2));
        Files.write(folder.resolve("c.wav"), Sounds.wav(3));
        Files.writeString(folder.resolve("trans.txt"), "a.wav\tone\nb.wav\ttwo\nc.wav\tthree\n");
        Files.writeString(folder.resolve("speakers.tsv"), "file\tspeaker\tgender\na.wav\t0001\tm\nb\tmary\tf\n");

        assertThat(read(folder)).extracting(Utterance::speaker).containsExactly("0001", "mary", null);
    }

    @Test
    void takesANameWithoutExtensionOnlyWhereItIsUnique() throws IOException {
        Files.write(folder.resolve("a.wav"), Sounds.wav(1));
        Files.write(folder.resolve("b.wav"), Sounds.wav(2));
        Files.write(folder.resolve("b.flac"), Sounds.wav(3));
        Files.writeString(folder.resolve("trans.txt"), "a\tone\nb\ttwo\n");

        assertThat(read(folder)).extracting(Utterance::id).containsExactly("a.wav");
        assertThat(problems).extracting(Problem::code).containsExactly("ExtensionMissing", "AudioNotFound");
    }

    @Test
    void leavesOutWhatCannotBeUsedAndSaysSo() throws IOException {
        Files.write(folder.resolve("good.wav"), Sounds.wav(1));
        Files.writeString(folder.resolve("bad.wav"), "no sound at all");
        Files.writeString(
                folder.resolve("trans.txt"), "good.wav\tfine\nbad.wav\tbroken\nmissing.wav\tnot there\nnotab\n");

        assertThat(read(folder)).extracting(Utterance::id).containsExactly("good.wav");
        assertThat(problems)
                .extracting(problem -> problem.line() + " " + problem.code())
                .containsExactlyInAnyOrder("0 NotAudio", "3 AudioNotFound", "4 MissingTab");
    }

    @Test
    void refusesDataOfWhichNothingCanBeUsed() throws IOException {
        Files.write(folder.resolve("a.wav"), Sounds.wav(1));
        Files.writeString(folder.resolve("trans.txt"), "b.wav\tone\n");

        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("none of its lines can be used")
                .hasMessageContaining("Line 1: b.wav is not there");
    }

    @Test
    void saysThatDataIsMissing() {
        assertThatThrownBy(() -> read(folder.resolve("nowhere")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void saysThatTheTranscriptsAreMissing() throws IOException {
        Files.write(folder.resolve("a.wav"), Sounds.wav(1));

        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("holds no transcript file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coffee-orders-train",
                "fsdd-digits-train",
                "librispeech-other-train",
                "ljspeech-subset",
                "longform-train",
                "small-samples",
                "speechocean762-train"
            })
    void readsEveryLineOfRealRecordings(String name) throws IOException {
        Optional<Path> data = SpeechData.folder(name);
        assumeTrue(data.isPresent(), "the recordings of " + name + " are not at hand");
        long lines = Files.readAllLines(data.get().resolve("transcripts.tsv"), StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank())
                .count();

        List<Utterance> utterances = read(data.get());

        assertThat(problems).noneMatch(problem -> problem.severity() == Problem.Severity.REJECTED);
        assertThat(utterances).hasSize(Math.toIntExact(lines));
        boolean speakersKnown = Files.exists(data.get().resolve("speakers.tsv"));
        assertThat(utterances).allMatch(utterance -> (utterance.speaker() != null) == speakersKnown);
    }

    private List<Utterance> read(Path data) throws IOException {
        return Corpora.read(data, folder.resolve("work"), problems::add);
    }
}

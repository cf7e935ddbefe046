package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders with {@code audio/} and {@code transcripts.tsv}, with the phones and letters that a package's lexicon gives their words: for experiments. */
public final class LabelledSpeech {

    private final ModelPackage baseline;
    private final NetworkDescription network;
    private final Path work;

    /**
     * @param work a folder for converted recordings
     */
    public LabelledSpeech(ModelPackage baseline, NetworkDescription network, Path work) {
        this.baseline = baseline;
        this.network = network;
        this.work = work;
    }

    /** The utterances of a folder with their features, in the order of its transcripts. */
    List<NetworkScore.Reference> references(Path folder) throws IOException {
        return references(examples(folder));
    }

    /** The same of examples at hand. */
    List<NetworkScore.Reference> references(List<TrainingExample> examples) throws IOException {
        List<NetworkScore.Reference> references = new ArrayList<>();
        for (TrainingExample example : examples) {
            references.add(NetworkScore.Reference.of(example));
        }
        return references;
    }

    /** The speech that the package carries. */
    List<TrainingExample> replay() throws IOException {
        return ReplaySpeech.read(baseline.file(PackageEntry.REPLAY_AUDIO), baseline.file(PackageEntry.REPLAY_TEXT))
                .stream()
                .map(audio(lexicon())::example)
                .toList();
    }

    private UserLexicon lexicon() throws IOException {
        return new UserLexicon(
                Lexicon.read(baseline.file(PackageEntry.LEXICON)),
                LetterToSound.read(baseline.file(PackageEntry.LETTER_TO_SOUND)));
    }

    private UserAudio audio(UserLexicon lexicon) throws IOException {
        return new UserAudio(
                network,
                lexicon.all(),
                TokenSet.read(baseline.file(PackageEntry.PHONES)),
                TokenSet.read(baseline.file(PackageEntry.LETTERS)),
                Files.createTempDirectory(work, "audio"));
    }

    /** The utterances of a folder; those that cannot be learnt from are left out. */
    public List<TrainingExample> examples(Path folder) throws IOException {
        UserLexicon lexicon = lexicon();
        UserText text =
                new UserText(TextNormalizer.forLocale(baseline.description().locale()), lexicon);
        LeftOut leftOut = new LeftOut("recordings");
        List<UserAudio.Transcribed> recordings = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("transcripts.tsv"))) {
            String[] fields = line.split("\t");
            Path audio = folder.resolve("audio").resolve(fields[0]);
            if (Files.exists(audio)) {
                List<String> words = text.sayable(fields[1], fields[0], leftOut);
                if (!words.isEmpty()) {
                    recordings.add(new UserAudio.Transcribed(new Utterance(fields[0], audio, fields[1], null), words));
                }
            }
        }
        UserAudio audio = audio(lexicon);
        List<TrainingExample> examples = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            UserAudio.Spoken spoken = audio.example(recordings.get(i), String.valueOf(i), leftOut);
            if (spoken != null) {
                examples.add(spoken.example());
            }
        }
        return examples;
    }
}

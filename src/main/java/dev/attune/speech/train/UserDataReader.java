package dev.attune.speech.train;

import dev.attune.speech.corpus.Manifest;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.synthesis.Synthesizer;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.train.TrainingFailedException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Reads the data of one request. What says how words sound comes first: phone lexicons, then pronunciations, then everything that has words. */
final class UserDataReader {

    private static final int EXAMPLES_OF_NEW_WORDS = 3;

    /** A sentence with lists is spoken so often, with other items. */
    private static final int SPOKEN_EXPANSIONS = 5;

    private final AdaptationRequest request;
    private final Baseline baseline;
    private final List<Synthesizer> synthesizers;
    private final Path workFolder;
    private final TrainingRun run;
    private final UserLexicon lexicon;
    private final UserText text;
    private final UserStructuredText structured;

    /**
     * @param synthesizers to speak text with, if the request wants it
     * @param workFolder for what is spoken
     */
    UserDataReader(
            AdaptationRequest request,
            Baseline baseline,
            List<Synthesizer> synthesizers,
            Path workFolder,
            TrainingRun run)
            throws IOException {
        this.request = request;
        this.baseline = baseline;
        this.synthesizers = synthesizers;
        this.workFolder = workFolder;
        this.run = run;
        this.lexicon = baseline.lexicon();
        TextNormalizer normalizer = TextNormalizer.forLocale(baseline.locale());
        run.setting("normalizer", normalizer.label());
        this.text = new UserText(normalizer, lexicon);
        this.structured = new UserStructuredText(text, lexicon, normalizer);
    }

    /** @throws TrainingFailedException if nothing can be used, a file breaks its format, or text is to be spoken and nothing here can */
    UserData read() throws TrainingFailedException, IOException {
        for (Path file : request.structured()) {
            structured.read(file, baseline.locale(), baseline.tokens(), run.listener());
        }
        readPronunciations();
        List<List<String>> written = readSentences();
        written.addAll(readStructuredSentences());
        List<UserAudio.Transcribed> recordings = readTranscripts();
        if (written.isEmpty() && recordings.isEmpty() && lexicon.given().isEmpty()) {
            throw new TrainingFailedException(
                    Reason.TOO_LITTLE_DATA,
                    "No line of the data can be used: see the log for the reasons, then correct the files and train again.");
        }
        tellNewWords();
        List<UserAudio.Transcribed> spoken = request.speakText() ? speak(written) : List.of();
        return new UserData(lexicon, written, structured.classes(), recordings, spoken);
    }

    private void readPronunciations() throws IOException {
        LeftOut leftOut = new LeftOut("lines of the pronunciation files");
        for (Path file : request.pronunciations()) {
            text.readPronunciations(file, leftOut);
        }
        leftOut.report(run.listener());
    }

    private List<List<String>> readSentences() throws IOException {
        LeftOut leftOut = new LeftOut("lines of text");
        List<List<String>> sentences = new ArrayList<>();
        for (Path file : request.text()) {
            sentences.addAll(text.readSentences(file, leftOut));
        }
        leftOut.report(run.listener());
        if (!request.text().isEmpty()) {
            run.figure("sentences", sentences.size());
        }
        return sentences;
    }

    private List<List<String>> readStructuredSentences() {
        if (request.structured().isEmpty()) {
            return List.of();
        }
        LeftOut leftOut = new LeftOut("lines of structured text");
        structured.addSentences(leftOut);
        leftOut.report(run.listener());
        run.remark("%s", structured.summary());
        run.figure("structuredSentences", structured.sentences().size());
        run.figure("lists", structured.classes().size());
        run.figure(
                "listItems",
                structured.classes().values().stream().mapToInt(List::size).sum());
        return structured.sentences();
    }

    private List<UserAudio.Transcribed> readTranscripts() throws IOException {
        LeftOut leftOut = new LeftOut("transcripts");
        List<UserAudio.Transcribed> transcribed = new ArrayList<>();
        for (Path manifest : request.audio()) {
            for (Utterance utterance : Manifest.read(manifest)) {
                List<String> words = text.sayable(utterance.transcript(), utterance.id(), leftOut);
                if (!words.isEmpty()) {
                    transcribed.add(new UserAudio.Transcribed(utterance, words));
                }
            }
        }
        leftOut.report(run.listener());
        return transcribed;
    }

    private void tellNewWords() {
        run.figure("newWords", lexicon.newWords());
        if (lexicon.newWords() > 0) {
            List<String> examples = lexicon.examples(EXAMPLES_OF_NEW_WORDS);
            run.remark(
                    "%d words are new to the baseline%s.",
                    lexicon.newWords(),
                    examples.isEmpty() ? "" : "; guessed from their spelling: " + String.join(", ", examples));
        }
    }

    /** The sentences as the machine's synthesizers say them. */
    private List<UserAudio.Transcribed> speak(List<List<String>> sentences)
            throws TrainingFailedException, IOException {
        run.begin("Speaking the text");
        if (synthesizers.isEmpty()) {
            throw new TrainingFailedException(
                    Reason.NOT_TRAINABLE,
                    "The text is to be spoken, but this machine has no speech synthesizer: install flite or espeak-ng, or train without speaking.");
        }
        LeftOut leftOut = new LeftOut("sentences to speak");
        Random random = new Random(request.seed());
        List<List<String>> sayable = new ArrayList<>();
        sentences.forEach(
                each -> sayable.addAll(ClassExpansion.of(each, structured.classes(), SPOKEN_EXPANSIONS, random)));
        List<UserAudio.Transcribed> spoken = new SpokenText(synthesizers, workFolder.resolve("spoken"), request.seed())
                .speak(sayable, lexicon.given(), leftOut, run.cancelled());
        leftOut.report(run.listener());
        String engines = synthesizers.stream().map(Synthesizer::engine).collect(Collectors.joining(" and "));
        run.setting("spokenBy", engines);
        run.figure("spokenUtterances", spoken.size());
        run.remark("%d sentences are spoken by %s.", spoken.size(), engines);
        return spoken;
    }
}

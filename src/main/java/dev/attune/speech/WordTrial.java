package dev.attune.speech;

import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.decode.ConfidenceModel;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.lettertosound.Pronouncer;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.NameMixture;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.text.TokenSpeller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model to try words on without training: it recognises a recording as it is, and as it would with further words in lexicon and language model.
 * The words weigh in the language model what names of a pronunciation file weigh in a training. Safe for concurrent calls.
 */
public final class WordTrial implements AutoCloseable {

    private final AcousticModel network;
    /** What the lexicon is written in: phones, or the tokens of an imported network. */
    private final TokenSet tokens;

    private final boolean imported;
    private final Lexicon lexicon;
    private final LanguageModel languageModel;
    private final Pronouncer pronouncer;
    private final BeamDecoder decoder;
    private final BeamOptions options;
    private final ConfidenceModel confidence;

    private WordTrial(
            AcousticModel network,
            TokenSet tokens,
            boolean imported,
            Lexicon lexicon,
            LanguageModel languageModel,
            Pronouncer pronouncer,
            BeamOptions options,
            ConfidenceModel confidence) {
        this.network = network;
        this.tokens = tokens;
        this.imported = imported;
        this.lexicon = lexicon;
        this.languageModel = languageModel;
        this.pronouncer = pronouncer;
        this.options = options;
        this.confidence = confidence;
        this.decoder = decoder(lexicon, languageModel);
    }

    /** As {@link Recognizer} has it for such a model. */
    private BeamDecoder decoder(Lexicon words, LanguageModel lm) {
        BeamDecoder beam = imported
                ? BeamDecoder.letters(words, tokens, lm, options)
                : BeamDecoder.phones(words, tokens, lm, options);
        if (imported && options.unknownWordPenalty() > 0) {
            beam = beam.withSpelling(tokens, options);
        }
        return beam.withConfidence(confidence);
    }

    /**
     * The two texts of one recording.
     *
     * @param without as the model is
     * @param with the words added
     */
    public record Outcome(String without, String with) {}

    /** True if a model has what trying a word takes: phones, or the tokens of an imported network, a lexicon and a language model. */
    public static boolean possible(ModelDescription model) {
        return List.of(tokens(model), PackageEntry.LEXICON, PackageEntry.LANGUAGE_MODEL).stream()
                .allMatch(entry -> model.entries().containsKey(entry.fileName()));
    }

    private static PackageEntry tokens(ModelDescription model) {
        return model.imported() == null ? PackageEntry.PHONES : PackageEntry.LETTERS;
    }

    /** How a model says words. Cheaper than {@link #open}: neither network nor language model is read. */
    public static Pronouncer pronouncer(ModelPackage model) throws IOException {
        return pronouncer(model, Lexicon.read(model.file(PackageEntry.LEXICON)));
    }

    private static Pronouncer pronouncer(ModelPackage model, Lexicon lexicon) throws IOException {
        if (model.description().imported() != null) {
            return Pronouncer.spelling(lexicon, new TokenSpeller(TokenSet.read(model.file(PackageEntry.LETTERS))));
        }
        Optional<Path> letterToSound = model.find(PackageEntry.LETTER_TO_SOUND);
        return new Pronouncer(lexicon, letterToSound.isPresent() ? LetterToSound.read(letterToSound.get()) : null);
    }

    /**
     * @param threads of the network, at least 1
     * @throws IOException if the package lacks phones or tokens, lexicon or language model, or a file is unreadable
     */
    public static WordTrial open(ModelPackage model, int threads) throws IOException {
        TokenSet tokens = TokenSet.read(model.file(tokens(model.description())));
        Lexicon lexicon = Lexicon.read(model.file(PackageEntry.LEXICON));
        LanguageModel languageModel = CompactLm.read(model.file(PackageEntry.LANGUAGE_MODEL));
        Optional<Path> confidence = model.find(PackageEntry.CONFIDENCE);
        ConfidenceModel calibrated =
                confidence.isPresent() ? ConfidenceModel.read(confidence.get()) : ConfidenceModel.uncalibrated();
        return new WordTrial(
                Recognizer.network(model, threads),
                tokens,
                model.description().imported() != null,
                lexicon,
                languageModel,
                pronouncer(model, lexicon),
                BeamOptions.of(model.description().decoder()),
                calibrated);
    }

    /** How the model says words. */
    public Pronouncer pronouncer() {
        return pronouncer;
    }

    /**
     * Recognises a clip of any rate and length twice; the network runs once.
     *
     * @param words normalised words, blanks within where several are one entry, each with its pronunciations: phones or tokens, a boundary token between
     *     spoken words where wanted, the usual one first. They stand before what the lexicon has for the word
     */
    public Outcome recognize(AudioClip clip, Map<String, List<String>> words) {
        HeardSpeech heard = Recognizer.hear(network, clip);
        return new Outcome(text(decoder, heard), text(with(words), heard));
    }

    private BeamDecoder with(Map<String, List<String>> words) {
        Lexicon extended = new Lexicon();
        words.forEach((word, pronunciations) -> pronunciations.forEach(sounds -> extended.add(word, sounds)));
        extended.addAll(lexicon);
        return decoder(extended, NameMixture.of(languageModel, words.keySet()));
    }

    private static String text(BeamDecoder decoder, HeardSpeech heard) {
        return Recognizer.decode(decoder, heard).best().text();
    }

    @Override
    public void close() {
        network.close();
    }
}

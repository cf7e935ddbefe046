package dev.attune.speech;

import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.ImportedNetwork;
import dev.attune.speech.acoustic.onnx.ImportedAcousticModel;
import dev.attune.speech.acoustic.onnx.OnnxAcousticModel;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.PauseCutter;
import dev.attune.speech.audio.QuietMargins;
import dev.attune.speech.audio.Resampler;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.decode.ConfidenceModel;
import dev.attune.speech.decode.Decoder;
import dev.attune.speech.decode.GreedyDecoder;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model made ready to recognise: audio in, words with times and confidence out. Safe for concurrent calls. */
public final class Recognizer implements AutoCloseable {

    /** Stride of networks that state none, the one that other runtimes assume. */
    private static final int USUAL_STRIDE = 4;

    private final AcousticModel network;
    private final Decoder decoder;
    private final @Nullable PhraseWords phraseWords;
    private final boolean ownsNetwork;

    /**
     * @param network owned by the recogniser from now on
     */
    public Recognizer(AcousticModel network, Decoder decoder) {
        this(network, decoder, null, true);
    }

    private Recognizer(AcousticModel network, Decoder decoder, @Nullable PhraseWords phraseWords, boolean ownsNetwork) {
        this.network = network;
        this.decoder = decoder;
        this.phraseWords = phraseWords;
        this.ownsNetwork = ownsNetwork;
    }

    /**
     * @throws IOException if a file of the package is missing or unreadable
     */
    public static Recognizer open(ModelPackage model, RecognizerOptions options) throws IOException {
        Decoder decoder =
                options.decoding() == RecognizerOptions.Decoding.GREEDY ? greedy(model, options) : beam(model, options);
        return new Recognizer(network(model, options.threads()), decoder, new PhraseWords(model), true);
    }

    /**
     * The same for a request that expects certain phrases. Shares the network with this one, which must stay open as long.
     *
     * @throws IllegalArgumentException if a phrase cannot be said, or if this recogniser decodes without lexicon, with a sentence for the user
     */
    public Recognizer expecting(List<ExpectedPhrase> phrases) throws IOException {
        return new Recognizer(
                network, expecting(phrases, beamDecoder().orElseThrow(Recognizer::noPhrases)), phraseWords, false);
    }

    /**
     * The beam search with other options for speech that was heard already. Needs no network: this recogniser may be closed.
     *
     * @param phrases that are expected, may be empty
     * @throws IllegalArgumentException if a phrase cannot be said, or if this recogniser decodes without lexicon, with a sentence for the user
     */
    public BeamDecoder beamDecoder(BeamOptions options, List<ExpectedPhrase> phrases) throws IOException {
        BeamDecoder beam = beamDecoder()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "This model has no beam search with a lexicon, so there is nothing to set; choose another model."));
        BeamDecoder changed = beam.withOptions(options);
        return phrases.isEmpty() ? changed : expecting(phrases, changed);
    }

    private BeamDecoder expecting(List<ExpectedPhrase> phrases, BeamDecoder beam) throws IOException {
        if (phraseWords == null) {
            throw noPhrases();
        }
        return phraseWords.expecting(phrases, beam);
    }

    private static IllegalArgumentException noPhrases() {
        return new IllegalArgumentException(
                "Phrases need a model with a lexicon and the beam search; leave them out or choose another model.");
    }

    /** The network of a package alone. */
    public static AcousticModel network(ModelPackage model, int threads) throws IOException {
        ImportedNetwork imported = model.description().imported();
        if (imported != null) {
            return ImportedAcousticModel.load(model.file(PackageEntry.ACOUSTIC_ONNX), imported, threads);
        }
        String description = model.description().network();
        int stride = description == null
                ? USUAL_STRIDE
                : NetworkJson.read(description).totalStride();
        return OnnxAcousticModel.load(model.file(PackageEntry.ACOUSTIC_ONNX), stride, threads);
    }

    /** The package's penalty for blanks was found on phones; letters have one only if the caller asks for it. */
    private static Decoder greedy(ModelPackage model, RecognizerOptions options) throws IOException {
        double blankPenalty = options.beam() == null ? 0 : options.beam().blankPenalty();
        return new GreedyDecoder(TokenSet.read(model.file(PackageEntry.LETTERS)), blankPenalty);
    }

    /** Beam search over phones, or over the tokens of an imported network; greedy letters for a package without lexicon. */
    private static Decoder beam(ModelPackage model, RecognizerOptions options) throws IOException {
        Optional<Path> phones = model.find(PackageEntry.PHONES);
        Optional<Path> lexicon = model.find(PackageEntry.LEXICON);
        boolean spelled = model.description().imported() != null;
        if (phones.isEmpty() && !spelled || lexicon.isEmpty()) {
            return greedy(model, options);
        }
        Optional<Path> lmFile = model.find(PackageEntry.LANGUAGE_MODEL);
        LanguageModel lm = lmFile.isPresent() ? CompactLm.read(lmFile.get()) : null;
        BeamOptions beam = options.beam() != null
                ? options.beam()
                : BeamOptions.of(model.description().decoder());
        BeamDecoder decoder = spelled
                ? BeamDecoder.letters(
                        Lexicon.read(lexicon.get()), TokenSet.read(model.file(PackageEntry.LETTERS)), lm, beam)
                : BeamDecoder.phones(Lexicon.read(lexicon.get()), TokenSet.read(phones.orElseThrow()), lm, beam);
        Optional<Path> letters = model.find(PackageEntry.LETTERS);
        if (beam.unknownWordPenalty() > 0 && letters.isPresent()) {
            decoder = decoder.withSpelling(TokenSet.read(letters.get()), beam);
        }
        Optional<Path> confidence = model.find(PackageEntry.CONFIDENCE);
        return confidence.isPresent() ? decoder.withConfidence(ConfidenceModel.read(confidence.get())) : decoder;
    }

    /** Recognises a clip of any rate and length, also one without samples. Long clips are cut at pauses and give one reading. */
    public Recognition recognize(AudioClip clip) {
        return decode(hear(clip));
    }

    /** The first half of {@link #recognize}: what the network says of a clip of any rate and length. */
    public HeardSpeech hear(AudioClip clip) {
        return hear(network, clip);
    }

    /** What a network says of a clip of any rate and length. */
    public static HeardSpeech hear(AcousticModel network, AudioClip clip) {
        List<HeardSpeech.Piece> pieces = new ArrayList<>();
        for (PauseCutter.Piece piece : PauseCutter.cut(Resampler.resample(clip, LogMelExtractor.SAMPLE_RATE_HZ))) {
            PauseCutter.Piece heard = network.learntWithQuietMargins() ? QuietMargins.around(piece) : piece;
            pieces.add(new HeardSpeech.Piece(heard.startSeconds(), output(network, heard.clip())));
        }
        return new HeardSpeech(pieces, clip.durationSeconds());
    }

    /** The second half of {@link #recognize}. */
    public Recognition decode(HeardSpeech heard) {
        return decode(decoder, heard);
    }

    /** Reads what a network of the decoder's token set has said. */
    public static Recognition decode(Decoder decoder, HeardSpeech heard) {
        if (heard.pieces().size() == 1) {
            HeardSpeech.Piece only = heard.pieces().getFirst();
            return new Recognition(
                    decoder.decode(only.output()).stream()
                            .map(hypothesis -> hypothesis.shifted(only.startSeconds(), heard.seconds()))
                            .toList(),
                    heard.seconds());
        }
        List<RecognizedWord> words = new ArrayList<>();
        double logProb = 0;
        double acoustic = 0;
        double lm = 0;
        for (HeardSpeech.Piece piece : heard.pieces()) {
            Hypothesis best = decoder.decode(piece.output()).getFirst().shifted(piece.startSeconds(), heard.seconds());
            words.addAll(best.words());
            logProb += best.logProb();
            acoustic += best.acousticLogProb();
            lm += best.lmLogProb();
        }
        return new Recognition(List.of(new Hypothesis(words, logProb, acoustic, lm)), heard.seconds());
    }

    /** The decoder, where it is a beam search, whose options can be changed; empty for greedy letters. */
    public Optional<BeamDecoder> beamDecoder() {
        return decoder instanceof BeamDecoder beam ? Optional.of(beam) : Optional.empty();
    }

    /** What a network says of a clip of 16 kHz. */
    public static AcousticOutput output(AcousticModel network, AudioClip clip) {
        return network.evaluate(network.features(clip));
    }

    @Override
    public void close() {
        if (ownsNetwork) {
            network.close();
        }
    }
}

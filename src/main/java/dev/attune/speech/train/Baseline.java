package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.text.TokenSpeller;
import dev.attune.speech.train.TrainingFailedException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The model package that a training starts from: whether it has what the training needs, and its parts as the training needs them. */
record Baseline(ModelPackage model) {

    /** @param cache folder to unpack into */
    static Baseline open(Path zip, Path cache) throws IOException {
        return new Baseline(ModelPackageReader.unpack(zip, cache));
    }

    /** @throws TrainingFailedException if the package lacks something, with what to do instead */
    void requireTrainable(AdaptationRequest request) throws TrainingFailedException {
        if (request.isDisplayOnly()) {
            return;
        }
        String name = model.description().name();
        if (isImported() && model.find(PackageEntry.LANGUAGE_MODEL).isEmpty()) {
            throw new TrainingFailedException(
                    Reason.NOT_TRAINABLE,
                    "The imported model \"" + name
                            + "\" came without a language model, so text cannot be mixed into one:"
                            + " import it again with a language model (ARPA).");
        }
        for (PackageEntry entry : List.of(tokensEntry(), PackageEntry.LEXICON, PackageEntry.LANGUAGE_MODEL)) {
            if (model.find(entry).isEmpty()) {
                throw new TrainingFailedException(
                        Reason.NOT_TRAINABLE,
                        "The baseline \"" + name + "\" has no " + entry.fileName()
                                + ", so nothing can be added to its words: choose a baseline that was trained with Attune.");
            }
        }
        if (request.trainsNetwork() && !model.hasWeights()) {
            throw new TrainingFailedException(
                    Reason.NOT_TRAINABLE,
                    "The baseline \"" + name + "\" has no weights that recordings could train"
                            + (isImported() ? " (an ONNX file made elsewhere can be run, not trained further)" : "")
                            + ": train it with text or pronunciations only, or choose a baseline with trainable weights.");
        }
    }

    private boolean isImported() {
        return model.description().imported() != null;
    }

    String locale() {
        return model.description().locale();
    }

    /** What the lexicon is written in. */
    TokenSet tokens() throws IOException {
        return TokenSet.read(model.file(tokensEntry()));
    }

    private PackageEntry tokensEntry() {
        return isImported() ? PackageEntry.LETTERS : PackageEntry.PHONES;
    }

    /** Its lexicon, to which a user's words can be added. */
    UserLexicon lexicon() throws IOException {
        Lexicon own = Lexicon.read(model.file(PackageEntry.LEXICON));
        if (isImported()) {
            return UserLexicon.spelling(own, new TokenSpeller(tokens()));
        }
        Optional<Path> letterToSound = model.find(PackageEntry.LETTER_TO_SOUND);
        return new UserLexicon(own, letterToSound.isPresent() ? LetterToSound.read(letterToSound.get()) : null);
    }

    /** @throws java.util.NoSuchElementException if it is imported */
    NetworkDescription network() throws IOException {
        return NetworkJson.read(
                Optional.ofNullable(model.description().network()).orElseThrow());
    }
}

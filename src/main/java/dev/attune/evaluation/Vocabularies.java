package dev.attune.evaluation;

import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.score.Tokens;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The words that models can recognise. */
public final class Vocabularies {

    private Vocabularies() {}

    /**
     * The words of a package's lexicon as they are scored; those of a display form one by one.
     *
     * @return empty for a model without a lexicon, which spells and so knows any word
     */
    public static Optional<Set<String>> of(ModelPackage model) throws IOException {
        Optional<Path> lexicon = model.find(PackageEntry.LEXICON);
        boolean spelled = model.description().imported() == null
                && model.find(PackageEntry.PHONES).isEmpty();
        if (lexicon.isEmpty() || spelled) {
            return Optional.empty();
        }
        TextNormalizer normalizer = TextNormalizer.forLocale(model.description().locale());
        Set<String> words = new HashSet<>();
        for (String entry : Lexicon.read(lexicon.get()).words()) {
            if (isPlain(entry)) {
                words.add(entry);
            } else {
                words.addAll(Tokens.words(normalizer.normalize(entry)));
            }
        }
        return Optional.of(words);
    }

    /** Small letters only: what every rule leaves as it is. Saves most of the work of a large lexicon. */
    private static boolean isPlain(String entry) {
        return entry.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }
}

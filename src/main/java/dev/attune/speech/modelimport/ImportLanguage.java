package dev.attune.speech.modelimport;

import dev.attune.speech.lm.ArpaReader;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.Vocabulary;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Words and language model that an imported network is given.
 *
 * @param model the language model
 * @param words that the decoder shall know
 * @param origin for people
 */
public record ImportLanguage(LanguageModel model, Collection<String> words, String origin) {

    /**
     * Of an ARPA file. Words are brought to lower case, as texts and recognised words are everywhere here, if the file has no lower-case word.
     *
     * @throws ImportRefusedException if it is no ARPA file, with the line
     */
    public static ImportLanguage ofArpa(Path arpa) throws IOException {
        String name = String.valueOf(arpa.getFileName());
        if (!Files.isRegularFile(arpa)) {
            throw new ImportRefusedException("There is no file " + arpa + "; check the path.");
        }
        try {
            LanguageModel model = ArpaReader.read(arpa);
            if (words(model).stream().noneMatch(ImportLanguage::hasLowerCase)) {
                try (Reader reader = new LowerCaseReader(Files.newBufferedReader(arpa, StandardCharsets.UTF_8))) {
                    model = ArpaReader.read(reader, name);
                }
            }
            return new ImportLanguage(model, words(model), name);
        } catch (MalformedInputException e) {
            throw new ImportRefusedException(
                    name + ": this is not UTF-8 text; choose an ARPA file that is unpacked.", e);
        } catch (IllegalArgumentException e) {
            throw new ImportRefusedException(e.getMessage() + "; choose a language model in ARPA format.", e);
        }
    }

    static boolean hasLowerCase(String word) {
        return word.codePoints().anyMatch(Character::isLowerCase);
    }

    /** That of another model, with all the words it knows. */
    public static ImportLanguage of(ModelPackage model) throws IOException {
        LanguageModel lm = CompactLm.read(model.file(PackageEntry.LANGUAGE_MODEL));
        Set<String> words = new LinkedHashSet<>(words(lm));
        words.addAll(Lexicon.read(model.file(PackageEntry.LEXICON)).words());
        return new ImportLanguage(
                lm, words, "that of the model \"" + model.description().name() + "\"");
    }

    /** The same under another name for people. */
    public ImportLanguage withOrigin(String name) {
        return new ImportLanguage(model, words, name);
    }

    private static List<String> words(LanguageModel model) {
        Vocabulary vocabulary = model.vocabulary();
        List<String> words = new ArrayList<>();
        for (int id = Vocabulary.FIRST_WORD_ID; id < vocabulary.size(); id++) {
            words.add(vocabulary.word(id));
        }
        return words;
    }

    /** Letters in lower case, one for one. */
    private static final class LowerCaseReader extends FilterReader {

        LowerCaseReader(BufferedReader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return read < 0 ? read : Character.toLowerCase(read);
        }

        @Override
        public int read(char[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            for (int i = from; i < from + read; i++) {
                buffer[i] = Character.toLowerCase(buffer[i]);
            }
            return read;
        }
    }
}

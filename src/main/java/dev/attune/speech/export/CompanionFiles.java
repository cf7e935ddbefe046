package dev.attune.speech.export;

import dev.attune.speech.CodeVersion;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.lm.ArpaWriter;
import dev.attune.speech.lm.ClassLm;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.InterpolatedLm;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.NGramModel;
import dev.attune.speech.lm.StaticMixture;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model knows beside its network, as text files that other tools read. Of a model that lacks a part, its file is left out.
 *
 * <pre>
 * lm.arpa              ARPA; words as in the lexicon
 * lexicon.txt          Kaldi: word, blank, phones separated by blanks; one line a pronunciation
 * phones.txt           Kaldi symbol table of the phones: symbol, blank, number
 * letter-to-sound.arpa joint n-grams as Phonetisaurus has them: letters}phones, | between two of a kind, _ for none
 * card.md, LICENCE.txt the model's card with what the export was checked on; its licence
 * </pre>
 *
 * <p>Such files part words at blanks. A blank inside a display form, such as "data centre", is written {@code _} in the language model and the lexicon.
 */
public final class CompanionFiles {

    private static final String CARD = "card.md";

    private static final String LISTS =
            " ARPA files know no lists: those of the structured text stand in it as n-grams of "
                    + String.format(Locale.ROOT, "%,d", StaticMixture.SENTENCES_FOR_LISTS)
                    + " sentences drawn at random from the model, in which the items of a list take turns. An item in a place where no"
                    + " drawn sentence has it is backed off, so it is less likely than in Attune.";

    private final ModelPackage model;

    public CompanionFiles(ModelPackage model) {
        this.model = model;
    }

    /**
     * Everything but the network: the files above with {@code tokens.txt} and the sums of all.
     *
     * @return what is worth telling, one sentence each
     */
    public List<String> writeAlone(Path folder) throws IOException {
        Optional<Path> tokens = model.find(PackageEntry.LETTERS);
        if (tokens.isPresent()) {
            TokenSet.read(tokens.get()).write(folder.resolve(PackageEntry.LETTERS.fileName()));
        }
        List<String> written = write(folder);
        if (written.isEmpty()) {
            throw new ExportException("The model \"" + model.description().name()
                    + "\" has no language model, lexicon or letter-to-sound model to write; export it as a package.");
        }
        writeCard(folder, "text files", written);
        Checksums.write(folder);
        return written;
    }

    /** Writes the parts and the licence; tells what was written, one sentence each. */
    List<String> write(Path folder) throws IOException {
        List<String> written = new ArrayList<>();
        Optional<Path> lm = model.find(PackageEntry.LANGUAGE_MODEL);
        if (lm.isPresent()) {
            written.add(writeLanguageModel(CompactLm.read(lm.get()), folder.resolve("lm.arpa")));
        }
        Optional<Path> lexicon = model.find(PackageEntry.LEXICON);
        if (lexicon.isPresent()) {
            Lexicon words = Lexicon.read(lexicon.get());
            writeLexicon(words, folder.resolve("lexicon.txt"));
            written.add("lexicon.txt: " + words.size() + " words.");
        }
        Optional<Path> phones = model.find(PackageEntry.PHONES);
        if (phones.isPresent()) {
            TokenSet.read(phones.get()).write(folder.resolve(PackageEntry.PHONES.fileName()));
        }
        Optional<Path> letterToSound = model.find(PackageEntry.LETTER_TO_SOUND);
        if (letterToSound.isPresent()) {
            LetterToSound.read(letterToSound.get()).writeArpa(folder.resolve("letter-to-sound.arpa"));
            written.add("letter-to-sound.arpa: joint n-grams of letters and phones.");
        }
        Files.writeString(
                folder.resolve("LICENCE.txt"),
                "The model \"" + model.description().name() + "\" ("
                        + model.description().id() + "):\n\n"
                        + model.description().licence() + "\n",
                StandardCharsets.UTF_8);
        return written;
    }

    private static String writeLanguageModel(LanguageModel lm, Path file) throws IOException {
        NGramModel nGrams =
                switch (lm) {
                    case NGramModel single -> single;
                    case InterpolatedLm mixture -> StaticMixture.merge(mixture);
                    default ->
                        throw new ExportException(
                                "The language model is of a kind that has no ARPA form; please report this.");
                };
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            ArpaWriter.write(nGrams, CompanionFiles::word, out);
        }
        return "lm.arpa: order " + nGrams.order() + ", " + nGrams.size(1) + " words"
                + (lm instanceof InterpolatedLm mixture
                        ? ", the mixture of " + mixture.models().size() + " models merged into one"
                        : "")
                + "."
                + (hasLists(lm) ? LISTS : "");
    }

    private static boolean hasLists(LanguageModel lm) {
        return lm instanceof ClassLm
                || lm instanceof InterpolatedLm mixture
                        && mixture.models().stream().anyMatch(CompanionFiles::hasLists);
    }

    private static void writeLexicon(Lexicon lexicon, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (String word : lexicon.words()) {
                for (String phones : lexicon.pronunciations(word)) {
                    out.write(word(word) + ' ' + phones + '\n');
                }
            }
        }
    }

    private static String word(String word) {
        return word.replace(' ', '_');
    }

    /** The model's own card and a section on this export. */
    void writeCard(Path folder, String form, List<String> found) throws IOException {
        StringBuilder card = new StringBuilder(model.card().strip());
        if (card.isEmpty()) {
            card.append("# ").append(model.description().name());
        }
        card.append("\n\n## This export\n\nMade for ")
                .append(form)
                .append(" from the model package with SHA-256 ")
                .append(model.contentHash())
                .append(" by Attune ")
                .append(CodeVersion.get())
                .append(".\n\n");
        found.forEach(sentence -> card.append("- ").append(sentence).append('\n'));
        Files.writeString(folder.resolve(CARD), card, StandardCharsets.UTF_8);
    }
}

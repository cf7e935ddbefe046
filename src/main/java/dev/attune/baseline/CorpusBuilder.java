package dev.attune.baseline;

import dev.attune.speech.synthesis.EspeakSynthesizer;
import dev.attune.speech.synthesis.FliteSynthesizer;
import dev.attune.speech.synthesis.Synthesizer;
import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Fills the work folder of a baseline (layout: see the package) stage by stage. Every stage writes its last file by renaming, and a stage
 * whose last file exists is skipped, so an interrupted build goes on where it was; delete a file to make it anew.
 */
public final class CorpusBuilder {

    private final BaselineConfig config;
    private final Path folder;
    private final List<Synthesizer> synthesizers;
    private final Consumer<String> log;

    /**
     * @param folder the work folder, made if absent
     * @param log takes one line a step, from several threads
     */
    public CorpusBuilder(BaselineConfig config, Path folder, Consumer<String> log) {
        this(config, folder, log, List.of(new EspeakSynthesizer(), new FliteSynthesizer(), new FestivalSynthesizer()));
    }

    CorpusBuilder(BaselineConfig config, Path folder, Consumer<String> log, List<Synthesizer> synthesizers) {
        this.config = config;
        this.folder = folder;
        this.log = log;
        this.synthesizers = List.copyOf(synthesizers);
    }

    public Path lmText() {
        return folder.resolve("lm-text.txt");
    }

    public Path speechText() {
        return folder.resolve("speech-text.txt");
    }

    public Path lexicon() {
        return folder.resolve("lexicon.tsv");
    }

    /** All complete shards: synthetic ones, then the recordings of the configuration. Others may lie there from a build of another one. */
    public List<Path> shards() throws IOException {
        List<Path> shards = new ArrayList<>(ShardReader.complete(folder.resolve("shards")));
        for (Path real : ShardReader.complete(folder.resolve("real"))) {
            if (config.recordings().stream().anyMatch(each -> real.endsWith(each.name()))) {
                shards.add(real);
            }
        }
        return shards;
    }

    /**
     * All stages.
     *
     * @param threads how many shards are made at the same time
     * @throws IOException if a package, a synthesizer or a file is missing or unreadable
     */
    public void build(int threads) throws IOException {
        makeTexts();
        makeLexicon();
        makeSpeechText();
        importRecordings();
        makeShards(threads);
    }

    /** Texts of all sources, {@code sources.tsv} and {@code lm-text.txt}. */
    public void makeTexts() throws IOException {
        if (Files.exists(lmText()) && allSources().stream().map(this::text).allMatch(Files::exists)) {
            return;
        }
        Files.createDirectories(folder.resolve("text"));
        DebianPackages packages = new DebianPackages(folder);
        StringBuilder table = new StringBuilder("package\tversion\tlicence\tlines\twords\n");
        Set<String> all = new LinkedHashSet<>();
        int number = 0;
        for (BaselineConfig.Source source : allSources()) {
            TextSource texts = new TextSource(source, packages.folder(source.packageName()));
            List<String> sentences = texts.sentences(config.seed() + number);
            writeLines(text(source), sentences);
            row(table, source.packageName(), packages.version(source.packageName()), source.licence(), sentences);
            if (number < config.text().sources().size()) {
                all.addAll(sentences);
            }
            number++;
        }
        List<String> phrases = PhraseMaker.english().phrases(config.text().phrases(), config.seed());
        writeLines(phrases(), phrases);
        row(table, "phrases (this project)", "1", "Apache-2.0", phrases);
        Files.writeString(folder.resolve("sources.tsv"), table, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(all);
        lines.addAll(phrases);
        writeLines(lmText(), lines);
    }

    /** Those of lexicon and speech first. */
    private List<BaselineConfig.Source> allSources() {
        return Stream.concat(config.text().sources().stream(), config.text().alsoRead().stream())
                .toList();
    }

    private Path text(BaselineConfig.Source source) {
        return folder.resolve("text").resolve(allSources().indexOf(source) + "-" + source.packageName() + ".txt");
    }

    private Path phrases() {
        return folder.resolve("text").resolve("phrases.txt");
    }

    /**
     * The texts of a part of the language model.
     *
     * @throws IOException if a package of the part is none of the sources
     */
    List<Path> texts(BaselineConfig.Part part) throws IOException {
        List<Path> texts = new ArrayList<>();
        for (String name : part.packages()) {
            List<Path> found = name.equals(BaselineConfig.Part.PHRASES)
                    ? List.of(phrases())
                    : allSources().stream()
                            .filter(source -> source.packageName().equals(name))
                            .map(this::text)
                            .toList();
            if (found.isEmpty()) {
                throw new IOException("The part \"" + part.name() + "\" of the language model names " + name
                        + ", which is no source: add it to sources or alsoRead.");
            }
            texts.addAll(found);
        }
        return texts;
    }

    /** {@code lexicon.tsv}. */
    public void makeLexicon() throws IOException {
        if (Files.exists(lexicon())) {
            return;
        }
        Set<String> listed = new LinkedHashSet<>();
        // People spell names, codes and abbreviations.
        for (char letter = 'a'; letter <= 'z'; letter++) {
            listed.add(String.valueOf(letter));
        }
        DebianPackages packages = new DebianPackages(folder);
        for (BaselineConfig.Source source : config.text().wordLists()) {
            for (String word : new TextSource(source, packages.folder(source.packageName())).passages()) {
                String plain = word.strip().toLowerCase(Locale.ROOT);
                if (plain.matches("[a-z]+('[a-z]+)?|[a-z]+'")) {
                    listed.add(plain);
                }
            }
        }
        for (String phrase : PhraseMaker.english().phrases(config.text().phrases(), config.seed())) {
            listed.addAll(List.of(phrase.split(" ")));
        }
        List<String> words = LexiconMaker.words(Files.readAllLines(lmText()), listed, config.lexiconWords());
        Lexicon lexicon = LexiconMaker.pronounce(words);
        Path unfinished = folder.resolve("lexicon.part");
        lexicon.write(unfinished);
        Files.move(unfinished, lexicon(), StandardCopyOption.ATOMIC_MOVE);
        log.accept("lexicon: " + lexicon.size() + " words");
    }

    /** {@code speech-text.txt}: sentences whose words are all in the lexicon, and single words. */
    public void makeSpeechText() throws IOException {
        if (Files.exists(speechText())) {
            return;
        }
        Set<String> vocabulary = Lexicon.read(lexicon()).words();
        List<String> text = Files.readAllLines(lmText());
        int singleWords = config.speech().singleWords();
        List<String> sentences = new ArrayList<>(
                SentenceSelector.select(text, vocabulary, config.speech().sentences() - singleWords, config.seed()));
        if (singleWords > 0) {
            sentences.addAll(SingleWords.draw(text, vocabulary, singleWords, config.seed()));
            Collections.shuffle(sentences, new Random(config.seed()));
        }
        writeLines(speechText(), sentences);
        log.accept("speech text: " + sentences.size() + " sentences, " + singleWords + " of them single words");
    }

    /** One shard for each folder of recordings that is present. */
    public void importRecordings() throws IOException {
        for (BaselineConfig.Recordings recordings : config.recordings()) {
            Path shard = folder.resolve("real").resolve(recordings.name());
            if (!Files.isDirectory(Path.of(recordings.folder()))) {
                log.accept(
                        "recordings " + recordings.name() + " are left out: " + recordings.folder() + " is no folder");
            } else if (!ShardReader.isComplete(shard)) {
                RecordingsImporter.make(recordings, shard);
                log.accept("recordings " + recordings.name() + " imported");
            }
        }
    }

    /**
     * Synthetic shards that are not complete yet, in order.
     *
     * @param threads how many at the same time
     */
    public void makeShards(int threads) throws IOException {
        List<String> sentences = Files.readAllLines(speechText());
        Map<String, Synthesizer> available = new HashMap<>();
        for (Synthesizer synthesizer : synthesizers) {
            if (synthesizer.isAvailable()) {
                available.put(synthesizer.engine(), synthesizer);
            }
        }
        ShardMaker maker = new ShardMaker(config.speech(), config.seed(), available);
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("shard-", 0).factory())) {
            List<Future<?>> shards = new ArrayList<>();
            for (int i = 0; i < config.speech().shards(); i++) {
                int number = i;
                Path shard = folder.resolve("shards").resolve(String.format(Locale.ROOT, "%03d", number));
                if (!ShardReader.isComplete(shard)) {
                    shards.add(pool.submit(() -> makeShard(maker, shard, number, sentences)));
                }
            }
            for (Future<?> shard : shards) {
                await(shard, pool);
            }
        }
    }

    private void makeShard(ShardMaker maker, Path shard, int number, List<String> sentences) {
        try {
            maker.make(shard, number, sentences);
            log.accept("shard " + shard.getFileName() + " of " + config.speech().shards() + " done");
        } catch (IOException e) {
            throw new UncheckedIOException("shard " + number + ": " + e.getMessage(), e);
        }
    }

    private static void await(Future<?> shard, ExecutorService pool) throws IOException {
        try {
            shard.get();
        } catch (ExecutionException e) {
            pool.shutdownNow();
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making shards", e);
        }
    }

    private void row(StringBuilder table, String name, String version, String licence, List<String> sentences) {
        long words = sentences.stream().mapToLong(TextSource::words).sum();
        table.append(String.join("\t", name, version, licence, String.valueOf(sentences.size()), String.valueOf(words)))
                .append('\n');
        log.accept("text " + name + ": " + words + " words");
    }

    private static void writeLines(Path file, List<String> lines) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.write(unfinished, lines, StandardCharsets.UTF_8);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}

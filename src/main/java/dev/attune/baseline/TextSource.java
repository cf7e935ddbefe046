package dev.attune.baseline;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** The sentences of one source: its files found, read in their format, cleaned, each sentence once. */
final class TextSource {

    private final BaselineConfig.Source source;
    private final Path root;

    /**
     * @param root the folder in which the source's files lie
     */
    TextSource(BaselineConfig.Source source, Path root) {
        this.source = source;
        this.root = root;
    }

    /**
     * @param seed decides which passages are taken when the source is limited
     * @throws IOException if a pattern finds no file
     */
    List<String> sentences(long seed) throws IOException {
        List<String> passages = passages();
        if (source.maximumWords() > 0) {
            Collections.shuffle(passages, new Random(seed));
        }
        Set<String> sentences = new LinkedHashSet<>();
        long words = 0;
        for (String passage : passages) {
            for (String sentence : SentenceCleaner.sentences(passage)) {
                if (sentences.add(sentence)) {
                    words += words(sentence);
                }
            }
            if (source.maximumWords() > 0 && words >= source.maximumWords()) {
                break;
            }
        }
        return List.copyOf(sentences);
    }

    /** All passages as they stand in the files. */
    List<String> passages() throws IOException {
        List<String> passages = new ArrayList<>();
        for (String glob : source.files()) {
            List<Path> files = find(glob);
            if (files.isEmpty()) {
                throw new IOException(source.packageName() + ": no file matches " + glob + " in " + root);
            }
            for (Path file : files) {
                passages.addAll(source.format().passages(file, source.pattern() == null ? "" : source.pattern()));
            }
        }
        return passages;
    }

    static int words(String sentence) {
        return sentence.split(" ").length;
    }

    private List<Path> find(String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> Files.isRegularFile(file) && matcher.matches(root.relativize(file)))
                    .sorted()
                    .toList();
        }
    }
}

package dev.attune.speech.decode;

import dev.attune.speech.Recognizer;
import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.PauseCutter;
import dev.attune.speech.audio.Resampler;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.lm.NGramModel;
import dev.attune.speech.lm.SentenceSampler;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Speed of the beam search as a multiple of real time, by the clock and, for a machine that has other work, by processor time, with the model's own lexicon and language model and with large ones: 200,000 words,
 * 5 million n-grams. The further words are made of two of the lexicon's; the text is drawn from the model's language model with such words strewn
 * in.
 *
 * <p>Run: {@code java -Xmx4g -cp target/test-classes:target/classes:DEPENDENCIES dev.attune.speech.decode.BeamDecoderBenchmark MODEL.zip FOLDER}
 * with the recordings of FOLDER; {@code mvn dependency:build-classpath} prints the dependencies.
 */
final class BeamDecoderBenchmark {

    private static final int WORDS = 200_000;
    private static final int N_GRAMS = 5_000_000;
    private static final int THREADS = 2;
    private static final int ROUNDS = 3;

    private final List<AcousticOutput> outputs = new ArrayList<>();
    private double seconds;

    private BeamDecoderBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("decoder-benchmark");
        ModelPackage model = ModelPackageReader.unpack(Path.of(arguments[0]), work);
        BeamDecoderBenchmark benchmark = new BeamDecoderBenchmark();
        benchmark.evaluate(model, Path.of(arguments[1]));
        Lexicon lexicon = Lexicon.read(model.file(PackageEntry.LEXICON));
        TokenSet phones = TokenSet.read(model.file(PackageEntry.PHONES));
        NGramModel lm = (NGramModel) CompactLm.read(model.file(PackageEntry.LANGUAGE_MODEL));
        BeamOptions options = BeamOptions.of(model.description().decoder());
        benchmark.measure("as shipped", lexicon, phones, lm, options);
        enlarge(lexicon);
        benchmark.measure("large", lexicon, phones, enlarge(lm, lexicon), options);
    }

    private void evaluate(ModelPackage model, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(wav|flac|mp3|ogg|m4a)"))
                    .sorted()
                    .toList();
        }
        long start = System.nanoTime();
        try (AcousticModel network = Recognizer.network(model, THREADS)) {
            for (Path file : files) {
                AudioClip clip = AudioFiles.read(file);
                seconds += clip.durationSeconds();
                for (PauseCutter.Piece piece :
                        PauseCutter.cut(Resampler.resample(clip, LogMelExtractor.SAMPLE_RATE_HZ))) {
                    outputs.add(Recognizer.output(network, piece.clip()));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d recordings, %.0f s; network and features on %d threads: %.0f x real time%n",
                files.size(),
                seconds,
                THREADS,
                seconds / ((System.nanoTime() - start) / 1e9));
    }

    private static void enlarge(Lexicon lexicon) {
        List<String> words = List.copyOf(lexicon.words());
        SplittableRandom random = new SplittableRandom(1);
        while (lexicon.size() < WORDS) {
            String first = words.get(random.nextInt(words.size()));
            String second = words.get(random.nextInt(words.size()));
            lexicon.add(
                    first + second,
                    lexicon.pronunciations(first).getFirst() + " "
                            + lexicon.pronunciations(second).getFirst());
        }
    }

    private static NGramModel enlarge(NGramModel lm, Lexicon lexicon) {
        SentenceSampler text = new SentenceSampler(lm, 1);
        SplittableRandom random = new SplittableRandom(2);
        List<String> words = List.copyOf(lexicon.words());
        NGramCounts.Builder counts = NGramCounts.builder(3).vocabulary(words);
        // Found by trial: so much text has about 5 million different n-grams.
        for (int sentence = 0; sentence < 840_000; sentence++) {
            List<String> drawn = new ArrayList<>(text.sentence());
            for (int i = 0; i < drawn.size(); i++) {
                if (random.nextInt(20) == 0) {
                    drawn.set(i, words.get(random.nextInt(words.size())));
                }
            }
            counts.add(drawn);
        }
        return KneserNeyEstimator.estimate(counts.build());
    }

    private void measure(String name, Lexicon lexicon, TokenSet phones, NGramModel lm, BeamOptions options)
            throws Exception {
        int nGrams = 0;
        for (int order = 1; order <= lm.order(); order++) {
            nGrams += lm.size(order);
        }
        long start = System.nanoTime();
        BeamDecoder decoder = BeamDecoder.phones(lexicon, phones, lm, options);
        System.out.printf(
                Locale.ROOT,
                "%s: %,d words, %,d n-grams (%.1f x %,d), prepared in %.2f s, %s%n",
                name,
                lexicon.size(),
                nGrams,
                (double) nGrams / N_GRAMS,
                N_GRAMS,
                (System.nanoTime() - start) / 1e9,
                options);
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                start = System.nanoTime();
                AtomicLong busy = new AtomicLong();
                List<Future<List<Hypothesis>>> found = new ArrayList<>();
                for (AcousticOutput output : outputs) {
                    found.add(pool.submit(() -> {
                        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                        List<Hypothesis> hypotheses = decoder.decode(output);
                        busy.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
                        return hypotheses;
                    }));
                }
                double score = 0;
                for (Future<List<Hypothesis>> each : found) {
                    score += each.get().getFirst().logProb();
                }
                System.out.printf(
                        Locale.ROOT,
                        "  %d threads: %.1f x real time, %.1f x by processor time; sum of ln scores %.3f%n",
                        THREADS,
                        seconds / ((System.nanoTime() - start) / 1e9),
                        seconds * THREADS / (busy.get() / 1e9),
                        score);
            }
        }
    }
}

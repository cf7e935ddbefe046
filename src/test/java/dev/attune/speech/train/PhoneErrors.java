package dev.attune.speech.train;

import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.onnx.OnnxAcousticModel;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.text.TokenSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Phone errors of a package's network, without lexicon and language model: rate, substitutions, deletions, insertions, CTC loss a phone, and the most
 * frequent errors, for one folder of speech after the other. What the network itself learns shows here sooner and with less chance than in words.
 *
 * <p>Run: {@code java -cp target/test-classes:target/classes:LIBRARIES dev.attune.speech.train.PhoneErrors PACKAGE.zip FOLDER...}, where a folder has
 * {@code audio/} and {@code transcripts.tsv}.
 */
final class PhoneErrors {

    private static final int MOST_FREQUENT = 12;

    private PhoneErrors() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("phone-errors");
        ModelPackage model = ModelPackageReader.unpack(Path.of(arguments[0]), work.resolve("model"));
        NetworkDescription network = NetworkJson.read(
                Optional.ofNullable(model.description().network()).orElseThrow());
        TokenSet phones = TokenSet.read(model.file(PackageEntry.PHONES));
        LabelledSpeech speech = new LabelledSpeech(model, network, work);
        System.out.println(
                "| Speech | Phones | Errors | Substituted | Deleted | Inserted | Loss a phone | Most frequent |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        try (OnnxAcousticModel acoustic =
                OnnxAcousticModel.load(model.file(PackageEntry.ACOUSTIC_ONNX), network.totalStride(), 1)) {
            for (String folder : List.of(arguments).subList(1, arguments.length)) {
                print(folder, speech.references(Path.of(folder)), acoustic, phones);
            }
        }
    }

    private static void print(
            String folder, List<NetworkScore.Reference> references, OnnxAcousticModel acoustic, TokenSet phones) {
        ErrorCounts counts = ErrorCounts.NONE;
        double loss = 0;
        Map<String, Integer> errors = new HashMap<>();
        for (NetworkScore.Reference reference : references) {
            LogProbMatrix matrix = acoustic.evaluate(reference.features()).phones();
            int[] target = reference.example().phones();
            if (matrix == null || target == null) {
                throw new IllegalArgumentException("The network of the package has no phones.");
            }
            loss += NetworkScore.loss(matrix, target);
            int[] path = GreedyErrors.bestPath(matrix.values(), 0, matrix.frames(), matrix.tokens());
            Alignment alignment = Aligner.levenshtein().align(symbols(target, phones), symbols(path, phones));
            counts = counts.plus(alignment.counts());
            for (EditStep step : alignment.steps()) {
                if (step.kind() != EditStep.Kind.HIT) {
                    String change = Optional.ofNullable(step.reference()).orElse("-") + " > "
                            + Optional.ofNullable(step.hypothesis()).orElse("-");
                    errors.merge(change, 1, Integer::sum);
                }
            }
        }
        double all = counts.words();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.3f | %s |%n",
                Path.of(folder).getFileName(),
                counts.words(),
                100 * counts.rate(),
                100 * counts.substitutions() / all,
                100 * counts.deletions() / all,
                100 * counts.insertions() / all,
                loss / all,
                mostFrequent(errors));
    }

    private static String mostFrequent(Map<String, Integer> errors) {
        List<Map.Entry<String, Integer>> sorted = new ArrayList<>(errors.entrySet());
        sorted.sort(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        return String.join(
                ", ",
                sorted.stream()
                        .limit(MOST_FREQUENT)
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    private static List<String> symbols(int[] tokens, TokenSet phones) {
        // The boundary's own sign is the column separator of a table.
        return Arrays.stream(tokens)
                .mapToObj(token -> phones.symbol(token).equals(TokenSet.PHONE_BOUNDARY) ? "#" : phones.symbol(token))
                .toList();
    }
}

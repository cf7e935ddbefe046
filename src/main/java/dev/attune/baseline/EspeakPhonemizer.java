package dev.attune.baseline;

import dev.attune.speech.synthesis.BoundedProcess;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pronunciations of single words by espeak-ng's American English, in the phones of {@link TokenSet#englishPhones()}.
 *
 * <p>Each word is a paragraph of its own: within a sentence espeak-ng glues some words together ("on the"). Flaps are written as T.
 */
final class EspeakPhonemizer {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BATCH = 1000;
    private static final Map<String, String> PHONES = table();

    /**
     * Pronounces words.
     *
     * @return one entry a word, phones separated by one blank; empty where espeak-ng gave a sound that has no phone here
     * @throws IOException if espeak-ng is missing or does not answer
     */
    List<Optional<String>> pronounce(List<String> words) throws IOException {
        List<Optional<String>> result = new ArrayList<>(words.size());
        for (int from = 0; from < words.size(); from += BATCH) {
            List<String> batch = words.subList(from, Math.min(from + BATCH, words.size()));
            List<String> lines = ask(batch);
            if (lines.size() == batch.size()) {
                lines.forEach(line -> result.add(phones(line)));
            } else {
                // Some word of the batch gave no line or two: one call a word finds out which.
                for (String word : batch) {
                    List<String> own = ask(List.of(word));
                    result.add(own.size() == 1 ? phones(own.getFirst()) : Optional.empty());
                }
            }
        }
        return result;
    }

    private static List<String> ask(List<String> words) throws IOException {
        byte[] input = String.join("\n\n", words).concat("\n").getBytes(StandardCharsets.UTF_8);
        byte[] output = BoundedProcess.run(
                List.of("espeak-ng", "-q", "-v", "en-us", "--ipa", "--sep=_", "--stdin"), input, LIMIT);
        return new String(output, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Maps one line of {@code --ipa --sep=_} output; empty if a symbol is unknown or nothing sounds. */
    static Optional<String> phones(String line) {
        List<String> phones = new ArrayList<>();
        for (String symbol : line.strip().split("[_ ]+")) {
            String plain = symbol.replaceAll("[\u02c8\u02cc\u200d\u0361]", "");
            if (plain.isEmpty()) {
                continue;
            }
            String mapped = PHONES.get(plain);
            if (mapped == null) {
                mapped = PHONES.get(plain.replace("\u02d0", ""));
            }
            if (mapped == null) {
                return Optional.empty();
            }
            phones.add(mapped);
        }
        if (phones.isEmpty()) {
            return Optional.empty();
        }
        // espeak-ng writes the r between two vowels twice ("loitering"): once with the first vowel, once before the
        // second.
        return Optional.of(String.join(" ", phones).replace("ER R", "ER").replace("R R", "R"));
    }

    private static Map<String, String> table() {
        Map<String, String> table = new HashMap<>();
        String[][] rows = {
            {"AE", "æ"},
            {"AA", "ɑː ɑ ɒ a aː"},
            {"AO", "ɔ ɔː"},
            {"AH", "ʌ"},
            {"AX", "ə ɐ"},
            {"IH", "ɪ ᵻ ɨ"},
            {"IY", "i iː"},
            {"EH", "ɛ e"},
            {"EY", "eɪ eː"},
            {"AY", "aɪ"},
            {"AW", "aʊ"},
            {"OY", "ɔɪ"},
            {"OW", "oʊ o oː əʊ"},
            {"UW", "u uː"},
            {"UH", "ʊ"},
            {"ER", "ɜː ɚ ɝ ɜ ɜɹ"},
            {"AO R", "oːɹ ɔːɹ oɹ ɔɹ"},
            {"AA R", "ɑːɹ ɑɹ"},
            {"IH R", "ɪɹ iɹ"},
            {"EH R", "ɛɹ eɹ"},
            {"UH R", "ʊɹ"},
            {"AY ER", "aɪɚ"},
            {"AY AX", "aɪə"},
            {"AW ER", "aʊɚ"},
            {"IY AX", "iə"},
            {"AX L", "əl l̩"},
            {"AX N", "ən n̩"},
            {"AX M", "əm m̩"},
            {"P", "p"},
            {"B", "b"},
            {"T", "t ɾ ʔ"},
            {"D", "d"},
            {"K", "k x"},
            {"G", "ɡ g"},
            {"F", "f"},
            {"V", "v"},
            {"TH", "θ"},
            {"DH", "ð"},
            {"S", "s"},
            {"Z", "z"},
            {"SH", "ʃ"},
            {"ZH", "ʒ"},
            {"HH", "h"},
            {"M", "m"},
            {"N", "n"},
            {"NG", "ŋ"},
            {"L", "l ɬ"},
            {"R", "ɹ r"},
            {"W", "w ʍ"},
            {"Y", "j"},
            {"CH", "tʃ"},
            {"JH", "dʒ"},
        };
        for (String[] row : rows) {
            for (String symbol : row[1].split(" ")) {
                table.put(symbol, row[0]);
            }
        }
        return Map.copyOf(table);
    }
}

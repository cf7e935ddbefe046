package dev.attune.speech.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EnglishNormalizerTest {

    private final TextNormalizer normalizer = TextNormalizer.forLocale("en-US");

    @Test
    void agreesWithTheTable() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String[]> rows = rows();
        for (String[] row : rows) {
            String normalized = normalizer.normalize(row[0]);
            if (!normalized.equals(row[1])) {
                wrong.add("\"%s\": expected \"%s\", got \"%s\"".formatted(row[0], row[1], normalized));
            }
        }
        assertThat(rows).hasSizeGreaterThan(200);
        assertThat(wrong).isEmpty();
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        for (String[] row : rows()) {
            assertThat(normalizer.normalize(row[1])).as(row[0]).isEqualTo(row[1]);
        }
    }

    @Test
    void leavesLettersApostrophesAndSingleBlanksOnly() {
        SplittableRandom random = new SplittableRandom(1);
        String alphabet = "abcXYZ0123456789 .,:;-'$%/()&\"\t#é–’";
        for (int round = 0; round < 5000; round++) {
            StringBuilder raw = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String normalized = normalizer.normalize(raw.toString());

            assertThat(normalized).as("raw \"%s\"", raw).matches("([a-z]+('[a-z]+)*( [a-z]+('[a-z]+)*)*)?");
            assertThat(normalizer.normalize(normalized)).as("raw \"%s\"", raw).isEqualTo(normalized);
        }
    }

    @Test
    void namesTheCharactersThatItCannotUse() {
        List<BadCharacter> unusable = normalizer.unusable("aé “b” 語\u0007");

        assertThat(unusable).containsExactly(new BadCharacter(8, '語', null), new BadCharacter(9, 7, null));
        assertThat(unusable.get(0).label()).isEqualTo("語 (U+8A9E)");
        assertThat(unusable.get(1).label()).isEqualTo("U+0007");
        assertThat(normalizer.replaced("aé “b”"))
                .containsExactly(
                        new BadCharacter(2, 'é', "e"), new BadCharacter(4, '“', "\""), new BadCharacter(6, '”', "\""));
        assertThat(normalizer.unusable("plain text")).isEmpty();
        assertThat(normalizer.replaced("plain text")).isEmpty();
    }

    @Test
    void holdsForEveryEnglishLocaleAndNoOther() {
        assertThat(TextNormalizer.forLocale("en-GB")).isSameAs(normalizer);
        TextNormalizer german = TextNormalizer.forLocale("de-DE");
        assertThat(german.name()).isEqualTo("general");
        assertThat(german.normalize("Der Zug fährt um 17:05 Uhr - oder nicht?"))
                .isEqualTo("der zug fährt um 17 05 uhr oder nicht");
        assertThat(german.normalize("お元気ですか？")).isEqualTo("お元気ですか");
        assertThat(german.unusable("gut\uFFFD")).containsExactly(new BadCharacter(4, 0xFFFD, null));
    }

    private static List<String[]> rows() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(EnglishNormalizerTest.class.getResourceAsStream("english-normalization.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> line.split("\t", -1))
                    .map(row -> new String[] {row[0].replace("\\t", "\t"), row[1]})
                    .toList();
        }
    }
}

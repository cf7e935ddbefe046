package dev.attune.speech.text.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.speech.SpeechData;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructuredTextParserTest {

    private final List<StructuredTextFault> faults = new ArrayList<>();

    private StructuredText parse(List<String> raw) {
        List<StructuredTextParser.Line> lines = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            lines.add(new StructuredTextParser.Line(i + 1, raw.get(i)));
        }
        return StructuredTextParser.parse(lines, "en-US", StructuredTextParser.TextRule.NONE, faults::add);
    }

    /**
     * What the parser makes of {@code yard.md}, a file with everything that is allowed and everything that is not. After an intended change, compare the
     * message of this test with {@code yard.expected.txt} and correct that file by hand.
     */
    @Test
    void readsTheGoldenFile() throws IOException {
        StructuredText text = parse(resource("yard.md"));
        List<String> seen = new ArrayList<>();
        for (StructuredText.Block block : text.blocks()) {
            switch (block) {
                case StructuredText.ItemList list -> {
                    seen.add(list.line() + " list " + list.name());
                    list.items().forEach(item -> seen.add(item.line() + " item " + item.text()));
                }
                case StructuredText.PhoneLexicon lexicon -> {
                    seen.add(lexicon.line() + " lexicon");
                    lexicon.pronunciations()
                            .forEach(each -> seen.add(each.line() + " sounds " + each.word() + " = " + each.phones()));
                }
                case StructuredText.Section section -> {
                    seen.add(section.line() + " section " + section.name());
                    section.sentences()
                            .forEach(sentence -> seen.add(sentence.line() + " sentence " + sentence.parts()));
                }
            }
        }
        seen.add("combinations " + text.combinations());
        faults.forEach(fault -> seen.add(fault.effect() + " " + fault.code() + ": " + fault.message()));

        assertThat(String.join("\n", seen)).isEqualTo(String.join("\n", resource("yard.expected.txt")));
    }

    private static List<String> resource(String name) throws IOException {
        try (InputStream in = StructuredTextParserTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("test resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void whatItWritesItReadsAgain() throws IOException {
        StructuredText once = parse(resource("yard.md"));
        faults.clear();
        StructuredText again = parse(once.lines());

        assertThat(again.lines()).isEqualTo(once.lines());
        assertThat(again.combinations()).isEqualTo(once.combinations());
    }

    /** The vendor's own files have 7 and some thousand entries; nothing in them is left out. */
    @Test
    void readsTheVendorsOwnFiles() throws IOException {
        Optional<Path> sample = SpeechData.folder("azure-customspeech-sample");
        assumeTrue(sample.isPresent(), "the vendor's sample data are not at hand");
        Path english = sample.get().resolve("en-US");

        StructuredText general = parse(Files.readAllLines(english.resolve("general/training/structured-text.md")));
        assertThat(faults).isEmpty();
        assertThat(general.lists().keySet()).containsExactly("locale", "programming_language");
        assertThat(general.pronunciations().getFirst().word()).isEqualTo(".net");
        assertThat(general.sentences()).hasSize(3);
        assertThat(general.combinations()).hasToString("8");

        StructuredText media = parse(Files.readAllLines(english.resolve("media-entities/training/structured-text.md")));
        assertThat(faults).as("%s", faults).allMatch(fault -> fault.effect() == StructuredTextFault.Effect.WARNS);
        assertThat(media.lists().get("media_title").items()).hasSizeGreaterThan(900);
    }

    @ParameterizedTest
    @CsvSource({ // labels, phones of the baseline, after section 9 of the vendor's format
        "R I F AX R,      R IY F ER",
        "b ER r d,        B ER D",
        "K OI N,          K OY N",
        "D AO T N EH T,   D AO T N EH T",
        "J U,             Y UW",
        "K AU,            K AW",
        "L Q T,           L AA T",
        "D AOX R,         D AO R",
        "D AOX,           D AO R",
        "K EHX R,         K EH R",
        "T UWX R,         T UH R",
        "B OWX,           B OW AX",
        "S O F AX,        S OW F AX",
        "H AI D EI,       HH AY D EY"
    })
    void mapsPhonesToThoseOfTheBaseline(String labels, String phones) {
        List<String> mapped = UniversalPhones.phones(Arrays.asList(labels.split(" ")));

        assertThat(String.join(" ", mapped)).isEqualTo(phones);
    }

    @Test
    void everyLabelHasAPhoneInTheBaseline() {
        TokenSet phones = TokenSet.englishPhones();

        assertThat(UniversalPhones.labels()).hasSize(45);
        for (String label : UniversalPhones.labels()) {
            assertThat(UniversalPhones.fault(List.of(label), "en-US")).isNull();
            assertThat(UniversalPhones.phones(List.of(label))).allMatch(phones::contains);
        }
        assertThat(UniversalPhones.fault(List.of("K", "HH"), "en-US")).isEqualTo("\"HH\" is ARPAbet. Use \"H\".");
        assertThat(UniversalPhones.fault(List.of("??"), "de-DE")).isNull();
    }
}

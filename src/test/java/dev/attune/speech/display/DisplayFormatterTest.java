package dev.attune.speech.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.speech.SpeechData;
import dev.attune.speech.display.DisplayRulesReader.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DisplayFormatterTest {

    private static DisplayRulesReader.Reading read(String... lines) {
        return DisplayRulesReader.read(DisplayRulesReader.number(List.of(lines)), "en-US");
    }

    /** Without the model of punctuation, so that only rules act. */
    private static DisplayFormatter plain(String... lines) {
        return new DisplayFormatter("en-US", read(lines).rules(), null);
    }

    private static DisplayOptions options(ProfanityMode mode) {
        return new DisplayOptions(mode, true, true);
    }

    @Test
    void givesAllFourForms() {
        DisplayText text = plain(
                        "#itn", "BX-\\d\\d", "#rewrite", "port of lisbon\tPort of Lisbon", "#profanity", "blimey")
                .format("move b x forty two to the port of lisbon blimey", DisplayOptions.DEFAULT);

        assertThat(text.lexical()).isEqualTo("move b x forty two to the port of lisbon blimey");
        assertThat(text.itn()).isEqualTo("move BX-42 to the port of lisbon blimey");
        assertThat(text.maskedItn()).isEqualTo("move BX-42 to the port of lisbon ******");
        assertThat(text.display()).isEqualTo("Move BX-42 to the Port of Lisbon ******");
    }

    @Test
    void everyShownWordKnowsTheWordsItStandsFor() {
        DisplayText text = plain("#rewrite", "rye loaves\tRye")
                .format(List.of("two", "rye", "loaves", "at", "nine", "thirty", "p", "m"), DisplayOptions.DEFAULT);

        assertThat(text.words())
                .containsExactly(
                        new DisplayText.Word("Two", 0, 1),
                        new DisplayText.Word("Rye", 1, 3),
                        new DisplayText.Word("at", 3, 4),
                        new DisplayText.Word("9:30", 4, 8),
                        new DisplayText.Word("PM", 4, 8));
    }

    @Test
    void aRecognisedWordMayHoldBlanksAndItsOwnCapitals() {
        DisplayText text = plain().format(List.of("to", "Wroc\u0142aw Bay", "QR-9"), DisplayOptions.DEFAULT);

        assertThat(text.display()).isEqualTo("To Wroc\u0142aw Bay QR-9");
        assertThat(text.words().get(2)).isEqualTo(new DisplayText.Word("Bay", 1, 2));
        assertThat(text.words().get(3)).isEqualTo(new DisplayText.Word("QR-9", 2, 3));
    }

    @Test
    void silenceStaysSilence() {
        DisplayText text = DisplayFormatter.of("en-US", DisplayRules.NONE).format("", DisplayOptions.DEFAULT);

        assertThat(text.display()).isEmpty();
        assertThat(text.itn()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = { // heard | shown
                "the end to end test          | The E2E test",
                // The longer one wins.
                "new york city is             | NYC is",
                "in new york it is            | In New York it is",
                // What was put in is not looked at again.
                "e two e                      | E 2 E",
                // Whole words only.
                "the weekend to ended         | The weekend to ended",
                // An old phrase in words is found in its written form too.
                "surf two soul                | Surf 2 Soul",
                "dear murdock michael a dpm   | Dear Murdock, Michael A., Dpm.",
                // The sentence's beginning has a capital, whatever the rule says.
                "ebay is here                 | EBay is here",
                "on ebay                      | On eBay",
            })
    void rewrites(String heard, String shown) {
        DisplayFormatter formatter = plain(
                "#rewrite",
                "end to end\tE2E",
                "E2E\twrong",
                "new york\tNew York",
                "new york city\tNYC",
                "surf two soul\tSurf 2 Soul",
                "murdock, michael A dpm\tMurdock, Michael A., Dpm.",
                "ebay\teBay");

        assertThat(formatter.format(heard, DisplayOptions.DEFAULT).display()).isEqualTo(shown);
    }

    @Test
    void ofEqualOldPhrasesTheLastOneCounts() {
        DisplayRulesReader.Reading reading = read("#rewrite", "Port of Lisbon\tfirst", "port, of lisbon\tLast");

        assertThat(reading.faults()).extracting(Fault::code).containsExactly("ConflictingRewrite");
        assertThat(new DisplayFormatter("en-US", reading.rules(), null)
                        .format("the port of lisbon", DisplayOptions.DEFAULT)
                        .display())
                .isEqualTo("The Last");
    }

    @Test
    void treatsProfanityAsAsked() {
        DisplayFormatter formatter = plain("#profanity", "blimey", "Blast It", "blast", "naïve");
        String said = "oh blimey blast it blast this shit";

        assertThat(formatter.format(said, options(ProfanityMode.MASKED)).display())
                .isEqualTo("Oh ****** ***** ** ***** this ****");
        assertThat(formatter.format(said, options(ProfanityMode.REMOVED)).display())
                .isEqualTo("Oh this");
        assertThat(formatter.format(said, options(ProfanityMode.RAW)).display())
                .isEqualTo("Oh blimey blast it blast this shit");
        assertThat(formatter.format(said, options(ProfanityMode.TAGS)).display())
                .isEqualTo("Oh <profanity>blimey</profanity> <profanity>blast it</profanity>"
                        + " <profanity>blast</profanity> this <profanity>shit</profanity>");
        DisplayText raw = formatter.format(said, options(ProfanityMode.REMOVED));
        assertThat(raw.itn()).isEqualTo(said);
        assertThat(raw.lexical()).isEqualTo(said);
        assertThat(raw.maskedItn()).isEqualTo("oh this");
    }

    @Test
    void removedProfanityLeavesItsMarkToTheWordBefore() {
        DisplayText text = DisplayFormatter.of(
                        "en-US", read("#profanity", "blimey").rules())
                .format("it is late blimey", options(ProfanityMode.REMOVED));

        assertThat(text.display()).isEqualTo("It is late.");
    }

    @Test
    void otherLanguagesHaveTheUsersRulesOnly() {
        DisplayFormatter formatter = DisplayFormatter.of(
                "de-DE",
                DisplayRulesReader.read(DisplayRulesReader.number(List.of("#rewrite", "lissabon\tLissabon")), "de-DE")
                        .rules());

        assertThat(formatter
                        .format("tor neun in lissabon", DisplayOptions.DEFAULT)
                        .display())
                .isEqualTo("Tor neun in Lissabon");
    }

    @Test
    void readsFaultsOfAllKindsInOneReport() {
        DisplayRulesReader.Reading reading = read(
                "\u0001early",
                "#itm",
                "x",
                "#itn",
                "// comment",
                "a)",
                "#REWRITE",
                "a\tb\tc",
                "a\t",
                ".\tx",
                "# profanity",
                "oh, blimey",
                "#test",
                "no tab",
                "x\ty");

        assertThat(reading.faults())
                .extracting(fault -> fault.severity() + " " + fault.code() + " " + fault.line())
                .containsExactly(
                        "REJECTED LineBeforeSection 1",
                        "FATAL UnknownSection 2",
                        "REJECTED BadPattern 6",
                        "REJECTED MissingTab 8",
                        "REJECTED MissingTab 9",
                        "REJECTED EmptyRewrite 10",
                        "REJECTED PunctuationInProfanity 12",
                        "REJECTED MissingTab 14");
        assertThat(reading.accepted()).containsExactly("#itn", "#rewrite", "#profanity", "#test", "x\ty");
    }

    @Test
    void countsTheLinesOfEachSection() {
        String[] lines = new String[202];
        Arrays.fill(lines, "a\\d");
        lines[0] = "#itn";

        assertThat(read(lines).faults())
                .containsExactly(new Fault(
                        "TooManyRules",
                        DisplayRulesReader.Severity.FATAL,
                        0,
                        "#itn: 201 lines, at most 200. Shorten it."));
    }

    @Test
    void anEnglishPhraseCannotBeMaskedInChinese() {
        assertThat(DisplayRulesReader.read(
                                DisplayRulesReader.number(List.of("#profanity", "blast it", "blast")), "zh-CN")
                        .faults())
                .extracting(Fault::code)
                .containsExactly("EnglishPhraseInProfanity");
    }

    @Test
    void rulesAreWrittenAsTheyAreRead() {
        DisplayRulesReader.Reading reading =
                read("#test", "a\tb", "#itn", "a\\d", "#profanity", "x", "#rewrite", "c\td", "#itn", "{b>c}");

        DisplayRules again = DisplayRulesReader.read(
                        DisplayRulesReader.number(reading.rules().lines()), "en-US")
                .rules();

        assertThat(again.lines()).isEqualTo(reading.rules().lines());
        assertThat(again.lines())
                .containsExactly("#itn", "a\\d", "{b>c}", "#rewrite", "c\td", "#profanity", "x", "#test", "a\tb");
    }

    /** The vendor's own sample: every line is accepted and every test passes. */
    @Test
    void passesTheTestsOfTheVendorsSample() throws IOException {
        Optional<Path> sample = SpeechData.folder("azure-customspeech-sample");
        assumeTrue(sample.isPresent(), "the vendor's sample data are not at hand");
        Path file = sample.get().resolve("en-US/display formatting/training/data_display format.txt");
        String text = Files.readString(file, StandardCharsets.UTF_8).replace("\uFEFF", "");

        DisplayRulesReader.Reading reading =
                DisplayRulesReader.read(DisplayRulesReader.number(text.lines().toList()), "en-US");

        assertThat(reading.faults()).isEmpty();
        assertThat(reading.rules().tests()).hasSize(20);
        assertThat(DisplayFormatter.of("en-US", reading.rules()).failedTests())
                .extracting(DisplayFormatter.FailedTest::sentence)
                .isEmpty();
    }
}

package dev.attune.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.attune.shared.Problem;
import dev.attune.shared.Problem.Severity;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextImportTest {

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({ // line, what becomes of it
        "'aaah',                                       accepted",
        "'aaaah',                                      TooManyRepetitions",
        "'no no no',                                   accepted",
        "'No, no, no! NO',                             TooManyRepetitions",
        "'step by step by step by step by',            TooManyRepetitions",
        "'one two one two one two',                    accepted",
        "'call 10000 people',                          accepted",
        "'1 1 1 1 1',                                  accepted",
        "'see https://x.test/a',                       UriNotAllowed",
        "'write to mailto:a@b.test',                   UriNotAllowed",
        "'see www.x.test',                             UriNotAllowed",
        "'the shop.example page',                      accepted",
        "'the 東京 line',                              ForbiddenCharacter",
        "'bell \u0007',                                ForbiddenCharacter",
        "'!!!',                                        EmptyLine",
        "'well-known, isn''t it?',                     accepted"
    })
    void checksEveryLineOfPlainText(String line, String outcome) throws IOException {
        ImportResult result = run(DatasetKind.LANGUAGE, "en-US", line);

        List<String> rejected = result.problems().stream()
                .filter(problem -> problem.severity() == Severity.REJECTED)
                .map(problem -> problem.line() + " " + problem.code())
                .toList();
        assertThat(rejected).isEqualTo(outcome.equals("accepted") ? List.of() : List.of("1 " + outcome));
        assertThat(result.accepted()).isEqualTo(outcome.equals("accepted") ? 1 : 0);
    }

    @Test
    void keepsTheLinesOfPlainTextAsTheyWereWritten() throws IOException {
        ImportResult result =
                run(DatasetKind.LANGUAGE, "en-US", "\uFEFFMove the crane,  now!\r\n\r\nIs bay 14\tfree?\rLast");

        assertThat(text()).containsExactly("Move the crane, now!", "Is bay 14 free?", "Last");
        assertThat(Imports.brief(result)).containsExactly("W FewUtterances", "X TabInLine 3");
        assertThat(result.contentHash()).matches("[0-9a-f]{64}");
    }

    /** What no rule can read rightly is taken all the same, with a warning that names line, place and remedy. */
    @Test
    void warnsOfPlacesThatAreNotWrittenAsTheyAreSpoken() throws IOException {
        ImportResult result = run(
                DatasetKind.LANGUAGE,
                "en-US",
                "Take flight nine.\nTake flight 009.\nPlug a 3x5 card into the USB port");

        assertThat(result.accepted()).isEqualTo(3);
        assertThat(result.problems())
                .filteredOn(problem -> problem.code().equals("NotAsSpoken"))
                .extracting(Problem::severity, Problem::line, Problem::message)
                .containsExactly(
                        tuple(
                                Severity.WARNING,
                                2,
                                "Line 2: \"009\" is read as \"zero zero nine\"; if that is not what is said, write"
                                        + " \"oh oh nine\" or as it is said."),
                        tuple(
                                Severity.WARNING,
                                3,
                                "Line 3: \"3x5\" is read as \"three x five\"; if that is not what is said, write"
                                        + " \"three by five\". \"USB\" is read as \"usb\"; if that is not what is"
                                        + " said, write \"U S B\" where it is said letter by letter."));
    }

    @Test
    void saysWhenALineIsTooLong() throws IOException {
        String line = IntStream.range(0, 700)
                .mapToObj(i -> "w" + (char) ('a' + i % 26))
                .collect(Collectors.joining(" "));

        ImportResult result = run(DatasetKind.LANGUAGE, "en-US", "short\n" + line);

        assertThat(Imports.brief(result)).contains("R LineTooLong 2");
    }

    @Test
    void acceptsTheLettersOfOtherLanguages() throws IOException {
        ImportResult result = run(DatasetKind.LANGUAGE, "de-DE", "Größe über alles\nein \uFFFD Zeichen");

        assertThat(Imports.brief(result))
                .containsExactly(
                        "W LocaleNotTrained",
                        "W NoUtf8WithBom",
                        "R ForbiddenCharacter 2",
                        "W FewUtterances",
                        "W ManyLeftOut");
    }

    @Test
    void knowsAPronunciationFileWhenItSeesOne() throws IOException {
        ImportResult result = run(DatasetKind.LANGUAGE, "en-US", "QR-9\tcue are nine\nIMO\ti m o\n");

        assertThat(Imports.brief(result)).contains("W LooksLikePronunciation");
    }

    @Test
    void advisesSentencesRatherThanWords() throws IOException {
        assertThat(Imports.brief(run(DatasetKind.LANGUAGE, "en-US", "crane\nbay\nreefer\n")))
                .contains("W WordListOnly");
    }

    @ParameterizedTest
    @CsvSource({ // line, what becomes of it
        "'QR-9\tcue are nine',      QR-9\tcue are nine",
        "'Wroc\tVrots-Waff',        Wroc\tvrots waff",
        "'it''s\tit''s',            it's\tit's"
    })
    void acceptsPronunciations(String line, String kept) throws IOException {
        ImportResult result = run(DatasetKind.PRONUNCIATION, "en-US", line);

        assertThat(text()).containsExactly(kept.replace("\\t", "\t"));
        assertThat(Imports.brief(result)).isEmpty();
    }

    @Test
    void reportsEveryFaultOfAPronunciationFile() throws IOException {
        ImportResult result = run(
                DatasetKind.PRONUNCIATION,
                "en-US",
                "no tab\na\tb\tc\n\tspoken\ndisplay\t\nR2D2\tr 2 d 2\nIMO\ti m o\nIMO\ti m o\nIMO\timo\nIMO\teye mo\n");

        assertThat(Imports.brief(result))
                .containsExactly(
                        "R MissingTab 1",
                        "R ExtraTab 2",
                        "R EmptyDisplayForm 3",
                        "R EmptySpokenForm 4",
                        "R BadSpokenCharacter 5",
                        "W ManyPronunciations 9",
                        "W ManyLeftOut",
                        "X DuplicateEntry 7");
        assertThat(text()).containsExactly("IMO\ti m o", "IMO\timo", "IMO\teye mo");
    }

    @Test
    void readsPronunciationsInWindows1252() throws IOException {
        Path upload =
                Files.write(temporary.resolve("p.txt"), "Café\tcaffay\n".getBytes(Charset.forName("windows-1252")));

        ImportResult result = Imports.run(DatasetKind.PRONUNCIATION, "de-DE", upload, temporary.resolve("folder"));

        assertThat(text()).containsExactly("Café\tcaffay");
        assertThat(Imports.brief(result)).containsExactly("W LocaleNotTrained", "W Windows1252");
    }

    @Test
    void refusesOtherLanguagesThatAreNotUtf8() throws IOException {
        Path upload = Files.write(temporary.resolve("p.txt"), "Größe".getBytes(Charset.forName("windows-1252")));

        ImportResult result = Imports.run(DatasetKind.LANGUAGE, "de-DE", upload, temporary.resolve("folder"));

        assertThat(Imports.brief(result)).contains("F UnsupportedEncoding");
        assertThat(messages(result)).anyMatch(message -> message.contains("byte 3 cannot be read. Save it as UTF-8."));
    }

    @Test
    void refusesEmptyAndPackedText() throws IOException {
        assertThat(Imports.brief(run(DatasetKind.LANGUAGE, "en-US", ""))).containsExactly("F EmptyFile");
        assertThat(Imports.brief(run(DatasetKind.LANGUAGE, "en-US", "\uFEFF\n \n")))
                .containsExactly("F EmptyFile");
        assertThat(Imports.brief(run(DatasetKind.LANGUAGE, "en-US", "PK\u0003\u0004zip")))
                .containsExactly("F ArchiveNotAllowed");
    }

    @Test
    void refusesFilesAboveTheLimitOfTheirKind() throws IOException {
        ImportResult result = run(DatasetKind.PRONUNCIATION, "en-US", "a\tb\n".repeat((1 << 20) / 4 + 1));

        assertThat(Imports.brief(result)).containsExactly("F FileTooLarge");
        assertThat(messages(result)).first().asString().contains("1.0 MB").contains("limit for Pronunciation is 1 MB");
    }

    @Test
    void listsAThousandFaultsOfAKindAndCountsTheRest() throws IOException {
        ImportResult result = run(DatasetKind.PRONUNCIATION, "en-US", "no tab\n".repeat(1500));

        assertThat(result.rejected()).isEqualTo(1500);
        assertThat(result.problems()).hasSize(ProblemList.LISTED + 1);
        assertThat(messages(result)).last().isEqualTo("And 500 more of the same kind (MissingTab).");
    }

    @Test
    void checksStructuredText() throws IOException {
        ImportResult result = run(
                DatasetKind.STRUCTURED,
                "en-US",
                """
                // a comment
                - nowhere
                @ list gate =
                - north gate // here
                - ferry gate
                @list vehicle=
                - reach stacker
                @ list unused =
                - x y
                @ list empty =
                @ speech:phoneticlexicon
                - reefer/R I F AX R
                - reefer/r iy f
                - crane K R EI N
                # YardRequests
                - send a {@vehicle} to the {@gate}
                - the {@dock} is closed
                - the {gate is closed
                - see https://x.test/a
                - nobody is on shift
                """);

        assertThat(Imports.brief(result))
                .containsExactly(
                        "R LineOutsideBlock 2",
                        "R UnknownPhone 13",
                        "R LexiconNeedsSlash 14",
                        "R UndefinedList 17",
                        "R BadReference 18",
                        "R UriNotAllowed 19",
                        "W UnusedList 8",
                        "W EmptyList 10",
                        "W ManyLeftOut");
        assertThat(messages(result)).anyMatch(message -> message.contains("\"iy\" is ARPAbet. Use \"I\"."));
        assertThat(text())
                .contains(
                        "- north gate",
                        "- reefer/R I F AX R",
                        "- send a {@vehicle} to the {@gate}",
                        "- nobody is on shift")
                .noneMatch(line -> line.contains("dock"));
    }

    /** A rule against repetition must not take references for words. */
    @Test
    void aSentenceMayReferToOneListOften() throws IOException {
        ImportResult result = run(
                DatasetKind.STRUCTURED,
                "en-US",
                "@ list digit =\n- one\n- two\n# Pins\n- {@digit} {@digit} {@digit} {@digit}\n- no no no no\n");

        assertThat(Imports.brief(result)).contains("R TooManyRepetitions 6").noneMatch(each -> each.endsWith(" 5"));
        assertThat(text()).contains("- {@digit} {@digit} {@digit} {@digit}");
    }

    @Test
    void countsWhatStructuredTextHoldsAgainstItsLimits() throws IOException {
        StringBuilder file = new StringBuilder();
        for (int list = 1; list <= 21; list++) {
            file.append("@ list l").append(list).append(" =\n- north\n");
        }
        file.append("@ list long =\n");
        for (int item = 0; item <= 35_000; item++) {
            file.append("- gate ").append(item).append('\n');
        }
        file.append("@ speech:phoneticlexicon\n");
        for (int entry = 0; entry <= 15_000; entry++) {
            file.append("- w").append(entry).append("/N O\n");
        }
        file.append("- w1/N A\n- w1/N U\n- w1/N I\n");

        List<String> brief = Imports.brief(run(DatasetKind.STRUCTURED, "en-US", file.toString()));

        assertThat(brief)
                .contains(
                        "F TooManyLists 41",
                        "F TooManyItems 35044",
                        "F TooManyLexiconEntries 50046",
                        "R UnknownPhone 50047",
                        "R TooManyPronunciations 50049",
                        "W AboveRecommendation");
    }

    @Test
    void anItemIsNoSentenceWithReferences() throws IOException {
        ImportResult result =
                run(DatasetKind.STRUCTURED, "en-US", "@ list a =\n- x {@b}\n- y\n# S\n- see {@a}\n- see {@}\n");

        assertThat(Imports.brief(result)).contains("R BadReference 2", "R BadReference 6");
        assertThat(text()).containsExactly("@ list a =", "- y", "# S", "- see {@a}");
    }

    @Test
    void refusesListsThatAreDefinedTwiceAndOddSections() throws IOException {
        ImportResult result = run(
                DatasetKind.STRUCTURED, "en-US", "@ list a =\n- x\n@ list a =\n- y\n# two words\n- z\n@ lisst b =\n");

        assertThat(Imports.brief(result)).contains("F DuplicateList 3", "F BadSectionName 5", "F BadHeading 7");
    }

    @Test
    void checksOutputFormats() throws IOException {
        ImportResult result = run(
                DatasetKind.OUTPUT_FORMATTING,
                "en-US",
                """
                early
                # ITN
                BX-\\d\\d
                \\d[05]{to>-}\\d[05]
                {zed>Z}\\d+
                (a|b
                #rewrite
                port of lisbon\tPort of Lisbon
                Port of Lisbon\tLisbon
                no tab
                #profanity
                blimey
                oh, blimey
                #test
                move it to b x forty two\tMove it to BX-42
                twenty to twenty five\t20-25
                oh blimey\tOh Blimey
                """);

        assertThat(Imports.brief(result))
                .containsExactly(
                        "R LineBeforeSection 1",
                        "R BadPattern 5",
                        "R BadPattern 6",
                        "W ConflictingRewrite 9",
                        "R MissingTab 10",
                        "R PunctuationInProfanity 13",
                        "W TestFailed 17",
                        "W ManyLeftOut");
        assertThat(messages(result))
                .contains("Line 17: expected \"Oh Blimey\", got \"Oh ******\". Correct the rule or the expected text.");
        assertThat(messages(result))
                .anyMatch(message -> message.contains("must follow a group in \"( )\" at column 10"));
    }

    @Test
    void refusesUnknownSections() throws IOException {
        assertThat(Imports.brief(run(DatasetKind.OUTPUT_FORMATTING, "en-US", "#itm\nx\n#itn\ny\n")))
                .contains("F UnknownSection 1");
    }

    private static List<String> messages(ImportResult result) {
        return result.problems().stream().map(Problem::message).toList();
    }

    private List<String> text() throws IOException {
        return Files.readAllLines(temporary.resolve("folder").resolve("text.txt"), StandardCharsets.UTF_8);
    }

    private ImportResult run(DatasetKind kind, String locale, String content) throws IOException {
        Path upload = Files.writeString(temporary.resolve("upload.txt"), content);
        return Imports.run(kind, locale, upload, temporary.resolve("folder"));
    }
}

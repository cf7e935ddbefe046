package dev.attune.speech.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.text.TextNormalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class EnglishItnTest {

    private static final TextNormalizer ENGLISH = TextNormalizer.forLocale("en-US");
    private static final List<String> MONTHS = List.of("January", "March", "May", "August", "December");

    static String itn(String lexical) {
        return DisplayToken.join(EnglishItn.apply(Arrays.asList(lexical.split(" "))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = { // lexical | written
                // Small numbers count or name.
                "two rye loaves and a dozen rolls    | two rye loaves and a dozen rolls",
                "one of the two                      | one of the two",
                "gate nine is open                   | gate 9 is open",
                "do you like dog nine                | do you like dog 9",
                "chapter one                         | chapter 1",
                "b x four                            | b x 4",
                "five kilometers away                | 5 kilometers away",
                "from five to twelve                 | from 5 to 12",
                "one or two hundred                  | one or 200",
                // Cardinals
                "about seventy people                | about 70 people",
                "one hundred and five                | 105",
                "a hundred times                     | a hundred times",
                "a hundred and twenty                | 120",
                "two thousand five hundred           | 2500",
                "twenty five thousand and six        | 25,006",
                "three million                       | 3 million",
                "three million two hundred thousand  | 3,200,000",
                "one hundred and two hundred         | 100 and 200",
                "minus five                          | -5",
                "two point seven five litres         | 2.75 litres",
                "one point five million              | 1.5 million",
                "the point five people made          | the point five people made",
                // Money and percentages
                "five dollars                        | $5",
                "five dollars and ten cents          | $5.10",
                "one dollar and five cents           | $1.05",
                "a dollar                            | a dollar",
                "two million dollars                 | $2 million",
                "ten cents                           | 10 cents",
                "five percent                        | 5%",
                "two point five percent              | 2.5%",
                // Ordinals
                "the second time                     | the second time",
                "the twenty first of them            | the 21st of them",
                "the twelfth floor                   | the 12th floor",
                "one tenth                           | one tenth",
                // Times
                "at nine thirty                      | at 9:30",
                "nine thirty a m                     | 9:30 AM",
                "nine p m                            | 9 PM",
                "at nine oh five                     | at 9:05",
                "nine o'clock                        | 9 o'clock",
                "half past nine                      | half past nine",
                // Dates and years
                "march third                         | March 3rd",
                "march third twenty twenty four      | March 3rd, 2024",
                "march twenty four                   | March 24",
                "march twenty four nineteen ninety   | March 24, 1990",
                "march nineteen ninety               | March 1990",
                "the third of march                  | the 3rd of March",
                "they march on                       | they march on",
                "may two hundred people come         | may 200 people come",
                "about fourteen fifty five           | about 1455",
                "the year fourteen sixty two         | the year 1462",
                "in eleven eighty                    | in 1180",
                "nineteen oh five                    | 1905",
                "nineteen hundred                    | 1900",
                "two thousand nine                   | 2009",
                "nineteen nineties                   | 1990s",
                // Digits one by one
                "room four oh seven                  | room 407",
                "five five five oh one two three     | 555-0123",
                "two one two five five five oh one double four | 212-555-0144",
                "two three                           | two three",
                "two twenty one baker street         | 221 baker street",
                // Addresses
                "john dot smith at example dot com   | john.smith@example.com",
                "write to j s nine at mail dot example dot co dot uk please | write to js9@mail.example.co.uk please",
                "see w w w dot example dot org slash news | see www.example.org/news",
                "the dot com boom                    | the dot com boom",
                "meet me at the dot                  | meet me at the dot",
            })
    void writesWhatPeopleWrite(String lexical, String written) {
        assertThat(itn(lexical)).isEqualTo(written);
    }

    static Stream<Arguments> written() {
        return Stream.of(
                kind("numbers", random -> Long.toString(random.nextLong(magnitude(random)))),
                kind("decimals", random -> random.nextInt(2000) + "." + random.nextInt(1000)),
                kind("money", random -> String.format("$%d.%02d", random.nextInt(3000), random.nextInt(100))),
                kind("round money", random -> "$" + (1 + random.nextInt(900)) + " million"),
                kind(
                        "times",
                        random -> String.format(
                                "at %d:%02d %s",
                                1 + random.nextInt(12), random.nextInt(60), random.nextBoolean() ? "AM" : "PM")),
                kind(
                        "clock times",
                        random -> String.format("at %d:%02d", 1 + random.nextInt(12), 1 + random.nextInt(59))),
                kind("dates", random -> MONTHS.get(random.nextInt(5)) + " " + (1 + random.nextInt(31))),
                kind(
                        "dates with years",
                        random -> MONTHS.get(random.nextInt(5)) + " " + EnglishItn.ordinalText(1 + random.nextInt(31))
                                + ", " + (1100 + random.nextInt(1000))),
                kind("ordinals", random -> EnglishItn.ordinalText(1 + random.nextLong(magnitude(random)))),
                kind("years", random -> "in " + (1100 + random.nextInt(1000))),
                kind("percentages", random -> random.nextInt(101) + "%"));
    }

    private static long magnitude(Random random) {
        return (long) Math.pow(10, 1 + random.nextInt(11));
    }

    private static Arguments kind(String name, Function<Random, String> writer) {
        return Arguments.of(name, writer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("written")
    void isTheInverseOfNormalisation(String name, Function<Random, String> writer) {
        Random random = new Random(20260101);
        for (int i = 0; i < 2000; i++) {
            String lexical = ENGLISH.normalize(writer.apply(random));
            String written = itn(lexical);

            assertThat(ENGLISH.normalize(written))
                    .as("%s, written %s", lexical, written)
                    .isEqualTo(lexical);
        }
    }
}

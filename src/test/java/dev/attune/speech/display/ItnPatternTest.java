package dev.attune.speech.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ItnPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QR:[1-3]0",
                "\\u\\u-\\d\\d\\d",
                "\\d[05]{to>-}\\d[05]",
                "{plate} (\\u\\d)+",
                "(a|b)?c",
                "\\(x\\)",
                "\\d\\d{to>-}\\d\\d {K>cadence}",
                "((a|b)c)*d"
            })
    void acceptsWellFormedPatterns(String pattern) throws ItnPatternException {
        assertThat(ItnPattern.parse(pattern).text()).isEqualTo(pattern);
    }

    @ParameterizedTest
    @CsvSource({ // pattern, column of the fault
        "'{zed>Z}\\d+', 10",
        "'(ab',         1",
        "'ab)',         3",
        "'[ab',         1",
        "'{ab',         1",
        "'a}',          2",
        "'a|b',         2",
        "'(a|)',        4",
        "'()',          2",
        "'\\q',         1",
        "'a\\',         2",
        "'[]',          1",
        "'x[c-a]',      3",
        "'[1-c]',       2",
        "'[a!]',        3",
        "'{>x}',        1",
        "'a{b{c}',      4",
        "'(a)?',        1",
        "'-(a)*{b>c}?', 11",
        "'(a|b|)',      6",
        "'',            1"
    })
    void namesTheColumnOfAFault(String pattern, int column) {
        assertThatThrownBy(() -> ItnPattern.parse(pattern))
                .isInstanceOfSatisfying(ItnPatternException.class, fault -> assertThat(fault.column())
                        .isEqualTo(column))
                .hasMessageEndingWith("at column " + column);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = { // pattern ~ heard ~ shown
                "QR:[1-3]0                 ~ q r twenty                 ~ QR:20",
                "QR:[1-3]0                 ~ q r colon twenty           ~ QR:20",
                "QR:[1-3]0                 ~ q r forty                  ~ QR 40",
                "\\u\\u-\\d\\d\\d         ~ k l four oh seven          ~ KL-407",
                "\\u\\u-\\d\\d\\d         ~ k l four hundred seven     ~ KL-407",
                "\\u\\u-\\d\\d\\d         ~ k l dash four zero seven   ~ KL-407",
                "\\u\\u-\\d\\d\\d         ~ k l double four seven      ~ KL-447",
                "\\u\\u-\\d\\d\\d         ~ k l four thirty five       ~ KL-435",
                "\\u\\u-\\d\\d\\d         ~ k l four thirty            ~ KL-430",
                "\\u\\u-\\d\\d\\d         ~ it is four hundred seven   ~ it is 407",
                "\\d[05]{to>-}\\d[05]     ~ twenty five to thirty      ~ 25-30",
                "\\d[05]{ to >-}\\d[05]   ~ from twenty five to thirty ~ from 25-30",
                "{plate} (\\u\\d)+        ~ plate c four d nine        ~ C4D9",
                "{plate} (\\u\\d)+        ~ the plate c four is here   ~ the C4 is here",
                "(\\l\\d)+                ~ c four d nine              ~ c4d9",
                "\\a{dot>.}\\a            ~ a dot b                    ~ a.b",
                "cat-\\d                  ~ do you like cat nine       ~ do you like cat-9",
                "cat-\\d                  ~ cat two is here            ~ cat-2 is here",
                "cat-\\d                  ~ c a t nine                 ~ cat-9",
                "\\d\\d{to>-}\\d\\d {K>cadence} ~ twenty to thirty k ~ 20-30 cadence",
                "(gate|dock) [a-c]\\d     ~ at dock b three            ~ at dock b3",
                "(gate|dock) [A-C]\\d     ~ at dock b three            ~ at dock B3",
                "x(-\\d)?                 ~ x nine and x               ~ x-9 and x",
                "a\\+b                    ~ a plus b                   ~ a+b",
                "{twenty five>XXV}         ~ the twenty five            ~ the XXV",
                "{um}x                     ~ um x                       ~ x",
                "R2D2                      ~ r two d two                ~ R2D2",
                "\\\\\\d                    ~ backslash nine             ~ \\9",
                "New York                  ~ in new york                ~ in New York",
            })
    void writesWhatWasHeard(String pattern, String heard, String shown) throws ItnPatternException {
        DisplayRules rules = new DisplayRules(List.of(ItnPattern.parse(pattern)), List.of(), List.of(), List.of());

        assertThat(new DisplayFormatter("en-US", rules, null)
                        .format(heard, DisplayOptions.DEFAULT)
                        .itn())
                .isEqualTo(shown);
    }

    @Test
    void theLongestMatchWinsThenTheEarlierRule() throws ItnPatternException {
        List<ItnPattern> patterns = List.of(
                ItnPattern.parse("{red>R}"), ItnPattern.parse("{red fox>RF}"), ItnPattern.parse("{red fox>late}"));
        DisplayFormatter formatter =
                new DisplayFormatter("en-US", new DisplayRules(patterns, List.of(), List.of(), List.of()), null);

        assertThat(formatter
                        .format("a red fox and a red hen", DisplayOptions.DEFAULT)
                        .itn())
                .isEqualTo("a RF and a R hen");
    }

    /** Nested repetitions with nothing but choices take exponential time in a matcher that goes back. */
    @Test
    void nestedRepetitionsEnd() throws ItnPatternException {
        ItnPattern pattern = ItnPattern.parse("((\\l)*(\\l)*)*!{end}");
        String heard = "a b ".repeat(300).strip();
        DisplayFormatter formatter = new DisplayFormatter(
                "en-US", new DisplayRules(List.of(pattern), List.of(), List.of(), List.of()), null);

        assertThat(formatter.format(heard + " end", DisplayOptions.DEFAULT).itn())
                .isEqualTo("ab".repeat(300) + "!");
    }
}

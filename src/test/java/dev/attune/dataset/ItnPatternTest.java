package dev.attune.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItnPatternTest {

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
                "((a|b)c)*"
            })
    void acceptsWellFormedPatterns(String pattern) {
        assertThat(ItnPattern.fault(pattern)).isNull();
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
        "'[]',          1"
    })
    void namesTheColumnOfAFault(String pattern, int column) {
        assertThat(ItnPattern.fault(pattern)).endsWith("at column " + column);
    }
}

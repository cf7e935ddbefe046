package dev.attune.speech.lettertosound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.text.TokenSet;
import org.junit.jupiter.api.Test;

class LetterNamesTest {

    @Test
    void everyLetterHasANameOfKnownPhones() {
        TokenSet phones = TokenSet.englishPhones();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            String name = LetterNames.phones(String.valueOf(letter)).orElseThrow();
            for (String phone : name.split(" ")) {
                assertThat(phones.contains(phone)).as("%s in %s", phone, letter).isTrue();
            }
        }
    }

    @Test
    void wordsHaveNone() {
        assertThat(LetterNames.phones("be")).isEmpty();
        assertThat(LetterNames.phones("'")).isEmpty();
    }
}

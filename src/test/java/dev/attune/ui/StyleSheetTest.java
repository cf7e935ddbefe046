package dev.attune.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule that is left open swallows all that follow it, and no browser says a word. */
class StyleSheetTest {

    @Test
    void everyRuleBeginsOutsideOfOthers() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/main/resources/META-INF/resources/styles.css"));
        int depth = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !Character.isWhitespace(line.charAt(0)) && !line.startsWith("}")) {
                assertThat(depth)
                        .as("open braces before line %d: %s", i + 1, line)
                        .isZero();
            }
            depth += count(line, '{') - count(line, '}');
        }
        assertThat(depth).as("open braces at the end").isZero();
    }

    private static int count(String line, char wanted) {
        return (int) line.chars().filter(c -> c == wanted).count();
    }
}

package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.train.TrainingEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TrainingLogTest {

    @Test
    void saysInWordsThatAWeightMakesSentencesImpossible() {
        assertThat(logged(new TrainingEvent.Mixing(0, Double.POSITIVE_INFINITY, 123.44)))
                .isEqualToIgnoringNewLines(
                        "Weight of the text 0 %: sentences kept aside have words that cannot come with"
                                + " this weight, perplexity 123.4 on general ones");
        assertThat(logged(new TrainingEvent.Mixing(0.25, 20.06, 130)))
                .isEqualToIgnoringNewLines(
                        "Weight of the text 25 %: perplexity 20.1 on sentences kept aside, perplexity 130.0 on general"
                                + " ones");
    }

    private static String logged(TrainingEvent event) {
        StringWriter out = new StringWriter();
        new TrainingLog(new PrintWriter(out, true)).on(event);
        return out.toString();
    }
}

package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command run in this process, and what it left. */
record CommandRun(int status, String out, String err) {

    static CommandRun of(Object... arguments) {
        return with(
                properties -> {
                    throw new AssertionError("the workbench was started with " + properties);
                },
                arguments);
    }

    static CommandRun with(Workbench workbench, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int status = AttuneCommand.run(
                texts,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                workbench);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    CommandRun succeeded() {
        assertEquals(0, status, err);
        return this;
    }

    /** Failed with this one line and nothing else. */
    void failedWith(String sentence) {
        assertEquals("attune: " + sentence + "\n", err);
        assertEquals(1, status);
        assertEquals("", out);
    }

    /** Was wrong usage, told in the first line; the second tells where help is. */
    void wasWrongUsage(String sentence) {
        assertEquals("attune: " + sentence, err.lines().findFirst().orElse(""));
        assertEquals(2, err.lines().count(), err);
        assertFalse(err.contains("\tat "), err);
        assertEquals(2, status);
        assertEquals("", out);
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}

package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attune.speech.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TranscribeCommandTest {

    @TempDir
    Path folder;

    private Path home;
    private Path salad;
    private Path melon;

    @BeforeEach
    void prepare() throws IOException {
        home = TinyHome.in(folder).folder();
        salad = TinyModel.wav(folder, "salad and soda");
        melon = TinyModel.wav(folder, "melon and mint");
    }

    private CommandRun transcribe(Object... arguments) {
        Object[] all = new Object[5 + arguments.length];
        System.arraycopy(new Object[] {"transcribe", "--home", home, "--model", "tiny"}, 0, all, 0, 5);
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return CommandRun.of(all);
    }

    @Test
    void writesATableInTheOrderGiven() {
        CommandRun run = transcribe(salad, melon).succeeded();

        assertEquals(salad + "\tsalad and soda\n" + melon + "\tmelon and mint\n", run.out());
        assertEquals("", run.err());
    }

    @Test
    void spellsLettersWithTheGreedyDecoder() {
        CommandRun run = transcribe("--decoder", "greedy", salad).succeeded();

        assertEquals(salad + "\tsalad and soda\n", run.out());
    }

    @Test
    void writesReadingsWordsTimesAndConfidenceAsJson() {
        JsonNode files =
                transcribe("--format", "json", melon, salad).succeeded().json();

        assertEquals(2, files.size());
        assertEquals(melon.toString(), files.get(0).get("file").asString());
        JsonNode node = files.get(1);
        double duration = node.get("durationSeconds").asDouble();
        assertTrue(duration > 1 && duration < 3, node.toString());
        JsonNode best = node.get("nBest").get(0);
        assertEquals("salad and soda", best.get("lexical").asString());
        assertEquals("salad and soda", best.get("itn").asString());
        assertEquals("salad and soda", best.get("maskedItn").asString());
        assertEquals("Salad and soda.", best.get("display").asString());
        assertEquals(3, best.get("displayWords").size());
        assertEquals("soda.", best.get("displayWords").get(2).get("text").asString());
        assertEquals(
                best.get("words").get(2).get("endSeconds"),
                best.get("displayWords").get(2).get("endSeconds"));
        double end = 0;
        assertEquals(3, best.get("words").size());
        for (JsonNode word : best.get("words")) {
            assertTrue(word.get("startSeconds").asDouble() >= end, best.toString());
            end = word.get("endSeconds").asDouble();
            assertTrue(end > word.get("startSeconds").asDouble(), best.toString());
            double confidence = word.get("confidence").asDouble();
            assertTrue(confidence >= 0 && confidence <= 1, best.toString());
        }
        assertTrue(end <= duration, best.toString());
        assertEquals("soda", best.get("words").get(2).get("word").asString());
    }

    @Test
    void writesSubtitles() {
        String srt = transcribe("--format", "srt", salad).succeeded().out();
        String vtt = transcribe("--format", "vtt", salad).succeeded().out();

        assertTrue(srt.matches("1\n00:00:0\\d,\\d{3} --> 00:00:0\\d,\\d{3}\nSalad and soda.\n\n"), srt);
        assertTrue(vtt.matches("WEBVTT\n\n00:00:0\\d\\.\\d{3} --> 00:00:0\\d\\.\\d{3}\nSalad and soda.\n\n"), vtt);
    }

    /** "dusoli" is in neither lexicon nor language model; it sounds as it is spelt. */
    @Test
    void hearsPhrasesThatTheModelNeverSaw() throws IOException {
        Path clip = TinyModel.wav(folder, "salad and dusoli");
        Path list = Files.writeString(folder.resolve("phrases.txt"), "Dusoli\t1.5\n\nmint soda\n");

        String without = transcribe(clip).succeeded().out();
        String with = transcribe("--phrase", "Dusoli", clip).succeeded().out();
        String fromFile = transcribe("--phrases", list, clip, salad).succeeded().out();

        assertFalse(without.endsWith("dusoli\n"), without);
        assertEquals(clip + "\tsalad and dusoli\n", with);
        assertEquals(clip + "\tsalad and dusoli\n" + salad + "\tsalad and soda\n", fromFile);
    }

    @Test
    void saysWhatIsWrongWithAPhrase() throws IOException {
        Path list = Files.writeString(folder.resolve("phrases.txt"), "soda\nmint\tmuch\n");

        CommandRun weight = transcribe("--phrases", list, salad);
        CommandRun greedy = transcribe("--decoder", "greedy", "--phrase", "soda", salad);
        CommandRun empty = transcribe("--phrase", "...", salad);

        assertEquals(1, weight.status());
        assertEquals(
                "attune: " + list + ":2: expected a number after the tab, found \"much\"; write one above 0 and at most"
                        + " 10, or nothing.\n",
                weight.err());
        assertEquals(
                "attune: Phrases need a model with a lexicon and the beam search; leave them out or choose another"
                        + " model.\n",
                greedy.err());
        assertEquals("attune: The phrase \"...\" has no words; write it out or leave it out.\n", empty.err());
    }

    @Test
    void wantsOneRecordingForSubtitles() {
        transcribe("--format", "srt", salad, melon)
                .wasWrongUsage("Subtitles belong to one recording; give one FILE at a time.");
    }

    @Test
    void goesOnAfterABadFile() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.wav"), "this is no sound");
        Path missing = folder.resolve("missing.wav");

        CommandRun run = transcribe(text, salad, missing, melon);

        assertEquals(1, run.status());
        assertEquals(salad + "\tsalad and soda\n" + melon + "\tmelon and mint\n", run.out());
        assertEquals(2, run.err().lines().count(), run.err());
        assertTrue(run.err().lines().toList().get(0).contains("notes.wav"), run.err());
        assertTrue(
                run.err().lines().toList().get(1).equals("attune: There is no file " + missing + "; check the path."),
                run.err());
    }

    @Test
    void keepsJsonWholeWithBadFiles() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.wav"), "this is no sound");

        CommandRun run = transcribe("--format", "json", text, salad);

        assertEquals(1, run.status());
        assertEquals(1, run.json().size());
        assertEquals(0, transcribe("--format", "json", text).json().size());
    }

    @Test
    void takesTheModelFromAFile() {
        Path zip = home.resolve("models").resolve("tiny.zip");

        CommandRun run = CommandRun.of("transcribe", "--home", folder.resolve("other"), "--model", zip, salad)
                .succeeded();

        assertEquals(salad + "\tsalad and soda\n", run.out());
    }

    @Test
    void refusesAnUnknownModel() {
        CommandRun run = CommandRun.of("transcribe", "--home", home, "--model", "huge", salad);

        assertEquals(1, run.status());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("attune: There is no model or model package \"huge\": "), run.err());
        assertTrue(run.err().contains("\"tiny\""), run.err());
    }

    @Test
    void refusesADamagedModel() throws IOException {
        Path zip = Files.writeString(folder.resolve("model.zip"), "no zip");

        CommandRun run = CommandRun.of("transcribe", "--home", home, "--model", zip, salad);

        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("attune: model.zip: this is not a zip file"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }
}

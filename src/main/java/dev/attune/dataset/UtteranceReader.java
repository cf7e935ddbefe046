package dev.attune.dataset;

import dev.attune.shared.Problem.Severity;
import dev.attune.shared.ProblemException;
import dev.attune.speech.text.BadCharacter;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Brings transcripts, audio and speakers together and checks each pair. One object a data set. */
final class UtteranceReader {

    /** A pair that can be used. {@code audio.converted()} is not kept by the reader, so that memory holds one file at a time. */
    record Pair(
            SourceFile file,
            CheckedAudio audio,
            String transcript,
            String normalized,
            TranscriptTable.Details details) {

        @Nullable
        String speaker() {
            return details.speaker();
        }

        SortedMap<String, String> columns() {
            return details.columns();
        }
    }

    /** Takes one pair after the other, in the order of the transcripts. */
    @FunctionalInterface
    interface Sink {
        void take(Pair pair) throws IOException;
    }

    /** Letters a second that nobody speaks, numbers read aloud included. */
    private static final double FASTEST = 40;

    private final String place;
    private final TextNormalizer normalizer;
    private final String locale;
    private final ProblemList problems;

    /**
     * @param place how messages call the archive or folder
     */
    UtteranceReader(String place, String locale, ProblemList problems) {
        this.place = place;
        this.locale = locale;
        this.normalizer = TextNormalizer.forLocale(locale);
        this.problems = problems;
    }

    /**
     * Reads recordings with transcripts.
     *
     * @param strict whether audio without a transcript counts as left out, as it does in an archive made for Attune
     * @throws ProblemException if there is no table of transcripts or no audio at all
     */
    void read(SourceFiles files, boolean strict, ImportProgress progress, Sink sink) throws IOException {
        SourceFile table = TranscriptTable.find(files, place, strict, problems);
        List<TranscriptTable.Row> rows = TranscriptTable.read(table, locale, problems);
        requireAudio(files);
        AudioNames names = new AudioNames(files.audio());
        Map<SourceFile, TranscriptTable.Details> speakers = speakers(files, names);
        AudioChecker checker = new AudioChecker(problems, locale.equalsIgnoreCase(DatasetImporter.TRAINED_LOCALE));
        Map<SourceFile, Integer> lines = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            progress.at(i / (double) rows.size(), "Checking recordings");
            TranscriptTable.Row row = rows.get(i);
            SourceFile file = find(table, row, names, files.spoiled());
            if (file == null) {
                continue;
            }
            Integer earlier = lines.putIfAbsent(file, row.line());
            if (earlier != null) {
                reject(
                        "DuplicateTranscript",
                        table,
                        row,
                        file.name() + " already has a transcript (line " + earlier + "). Keep one of the two.");
                continue;
            }
            String normalized = checkText(table, row);
            CheckedAudio audio = normalized == null ? null : checker.check(file);
            if (normalized != null && audio != null) {
                warnOfSpeed(table, row, normalized, audio.seconds());
                sink.take(new Pair(file, audio, row.transcript(), normalized, details(speakers, file)));
            }
        }
        if (strict) {
            files.audio().stream()
                    .filter(file -> !lines.containsKey(file))
                    .forEach(file -> problems.reject(
                            "NoTranscript",
                            file.name(),
                            0,
                            file.name() + " has no transcript. Add a line with its name to " + table.name() + "."));
        }
    }

    /**
     * Reads recordings without transcripts; the pairs have empty texts.
     *
     * @throws ProblemException if there is no audio at all
     */
    void readAudioOnly(SourceFiles files, ImportProgress progress, Sink sink) throws IOException {
        List<SourceFile> audio = files.audio();
        requireAudio(files);
        files.tables().stream()
                .filter(table -> !table.name().equalsIgnoreCase(TranscriptTable.SPEAKERS))
                .forEach(table -> problems.warn(
                        "UnexpectedFile",
                        table.name(),
                        0,
                        table.name()
                                + " was ignored: this kind of data set takes audio only. To use transcripts, choose "
                                + DatasetKind.ACOUSTIC.label() + "."));
        Map<SourceFile, TranscriptTable.Details> speakers = speakers(files, new AudioNames(audio));
        AudioChecker checker = new AudioChecker(problems, false);
        for (int i = 0; i < audio.size(); i++) {
            progress.at(i / (double) audio.size(), "Checking recordings");
            CheckedAudio checked = checker.check(audio.get(i));
            if (checked != null) {
                sink.take(new Pair(audio.get(i), checked, "", "", details(speakers, audio.get(i))));
            }
        }
    }

    private void requireAudio(SourceFiles files) {
        if (files.audio().isEmpty() && problems.count(Severity.REJECTED) == 0) {
            throw new ProblemException(
                    "NoAudio",
                    place + " holds no audio. Add WAV files (16 bit, mono, 8 or 16 kHz), FLAC, MP3, Ogg or M4A.");
        }
    }

    private Map<SourceFile, TranscriptTable.Details> speakers(SourceFiles files, AudioNames names) throws IOException {
        Map<SourceFile, TranscriptTable.Details> speakers = new HashMap<>();
        TranscriptTable.details(files, problems).forEach((name, details) -> {
            SourceFile file = names.find(name);
            if (file != null) {
                speakers.put(file, details);
            }
        });
        return speakers;
    }

    private static TranscriptTable.Details details(Map<SourceFile, TranscriptTable.Details> known, SourceFile file) {
        return known.getOrDefault(file, TranscriptTable.Details.NONE);
    }

    private @Nullable SourceFile find(
            SourceFile table, TranscriptTable.Row row, AudioNames names, Set<String> spoiled) {
        SourceFile file = names.find(row.file());
        if (file == null) {
            if (!spoiled.contains(SourceFile.baseName(row.file()))) {
                SourceFile similar = names.similar(row.file());
                reject(
                        "AudioNotFound",
                        table,
                        row,
                        row.file().isEmpty()
                                ? "the file name is missing. Write it before the tab."
                                : row.file() + " is not there. "
                                        + (similar == null
                                                ? "Add the file, or take the line out."
                                                : "There is " + similar.name() + ": write that name."));
            }
            return null;
        }
        String written = SourceFile.baseName(row.file());
        if (!file.name().equals(written)) {
            boolean onlyCase = file.name().equalsIgnoreCase(written);
            problems.warn(
                    onlyCase ? "NameCaseDiffers" : "ExtensionMissing",
                    table.name(),
                    row.line(),
                    "Line " + row.line() + ": " + row.file() + " was taken for " + file.name() + ".");
        }
        return file;
    }

    /** The normalised transcript, or null (noted) if it cannot be used. */
    private @Nullable String checkText(SourceFile table, TranscriptTable.Row row) {
        if (row.transcript().isEmpty()) {
            reject("EmptyTranscript", table, row, "the transcript of " + row.file() + " is empty. Write what is said.");
            return null;
        }
        List<BadCharacter> unusable = normalizer.unusable(row.transcript());
        if (!unusable.isEmpty()) {
            BadCharacter first = unusable.getFirst();
            reject(
                    "NonAsciiCharacter",
                    table,
                    row,
                    "character " + first.column() + " of the transcript, " + first.label()
                            + ", cannot be used. Write what is said in plain letters.");
            return null;
        }
        String repetition = SentenceRules.repetition(row.transcript());
        if (repetition != null) {
            // The vendor leaves such lines out; but people do say "no no no no".
            problems.warn(
                    "TooManyRepetitions",
                    table.name(),
                    row.line(),
                    "Line " + row.line() + ": "
                            + repetition.replaceFirst(", at most.*", ". Check that it is said so."));
        }
        TextNotes.replacements(normalizer, row.transcript(), table.name(), row.line(), problems);
        TextNotes.hints(normalizer, row.transcript(), table.name(), row.line(), problems);
        String normalized = normalizer.normalize(row.transcript());
        if (normalized.isEmpty()) {
            reject(
                    "EmptyTranscript",
                    table,
                    row,
                    "nothing of \"" + row.transcript() + "\" can be spoken. Write what is said.");
            return null;
        }
        return normalized;
    }

    private void warnOfSpeed(SourceFile table, TranscriptTable.Row row, String normalized, double seconds) {
        if (normalized.length() > FASTEST * seconds) {
            problems.warn(
                    "TranscriptTooLong",
                    table.name(),
                    row.line(),
                    String.format(
                            java.util.Locale.ROOT,
                            "Line %d: %d words in %.1f s are more than anybody can say. Check that the transcript belongs to %s.",
                            row.line(),
                            normalized.split(" ").length,
                            seconds,
                            row.file()));
        }
    }

    private void reject(String code, SourceFile table, TranscriptTable.Row row, String words) {
        problems.reject(code, table.name(), row.line(), "Line " + row.line() + ": " + words);
    }
}

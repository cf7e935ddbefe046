package dev.attune.speech.score;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One recogniser's results in the formats of NIST's sclite: transcripts ({@code trn}) that it reads, and its alignments as it prints them
 * ({@code pra}) and as other tools of the kit read them ({@code sgml}).
 *
 * <p>{@code sclite -r REFERENCE trn -h HYPOTHESIS trn -i rm -o pra sgml}, given the two transcripts, writes the same bytes, except for the
 * {@code creation_date} in the first line of the SGML file. Texts must be normalised: sclite takes capitals, slashes and braces for signs of its
 * own. A word longer than a line of {@value #LINE_BYTES} bytes stands alone here; sclite 2.10 does not end on one.
 *
 * <p>Source: NIST, SCTK 2.4, sclite documentation.
 */
public final class ScliteFiles {

    private static final int LINE_BYTES = 999;
    private static final String UNKNOWN_SPEAKER = "spk";
    private static final DateTimeFormatter CTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final List<Line> lines;

    /** An utterance and its name, {@code speaker-file} in small letters; sequence is its place in the files. */
    private record Line(String speaker, String id, int sequence, Alignment alignment) {}

    private ScliteFiles(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * @param score of the utterances
     * @param speakers one an utterance; null where nobody knows
     */
    public static ScliteFiles of(CorpusScore score, List<@Nullable String> speakers) {
        List<Line> lines = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (UtteranceScore utterance : score.utterances()) {
            String known = speakers.get(lines.size());
            // sclite reads the speaker up to the first hyphen.
            String speaker = plain(known == null ? UNKNOWN_SPEAKER : known).replace('-', '_');
            String base = speaker + "-" + plain(utterance.id());
            String id = base;
            for (int next = 2; !taken.add(id); next++) {
                id = base + "_" + next;
            }
            lines.add(new Line(speaker, id, lines.size(), utterance.alignment()));
        }
        return new ScliteFiles(lines);
    }

    /** The references as {@code trn}: a line an utterance, its text and its name in parentheses. */
    public String referenceTrn() {
        return trn(true);
    }

    /** What was recognised, as {@code trn}. */
    public String hypothesisTrn() {
        return trn(false);
    }

    /**
     * The alignments for people: errors in capitals, gaps as asterisks, kinds of error below.
     *
     * @param system what sclite is told to call the recogniser; by default the name of the hypotheses' file
     */
    public String pra(String system) {
        Map<String, List<Line>> speakers = bySpeaker();
        StringBuilder out = new StringBuilder("\n\n\t\tDUMP OF SYSTEM ALIGNMENT STRUCTURE\n\nSystem name:   ")
                .append(system)
                .append("\n\nSpeakers: \n");
        int number = 0;
        for (String speaker : speakers.keySet()) {
            out.append(String.format(Locale.ROOT, "   %2d:  %s\n", number++, speaker));
        }
        out.append('\n');
        number = 0;
        for (Map.Entry<String, List<Line>> speaker : speakers.entrySet()) {
            out.append(String.format(
                    Locale.ROOT,
                    "Speaker sentences  %2d:  %s   #utts: %d\n",
                    number++,
                    speaker.getKey(),
                    speaker.getValue().size()));
            speaker.getValue().forEach(line -> pra(line, out));
        }
        return out.append('\n').toString();
    }

    /**
     * The alignments as SGML, which {@code sc_stats} and the rest of the kit read.
     *
     * @param system what sclite is told to call the recogniser
     * @param referenceFile name of the references' file
     * @param hypothesisFile name of the hypotheses' file
     * @param created for the head, in UTC
     */
    public String sgml(String system, String referenceFile, String hypothesisFile, Instant created) {
        StringBuilder out = new StringBuilder("<SYSTEM title=\"")
                .append(system)
                .append("\" ref_fname=\"")
                .append(referenceFile)
                .append("\" hyp_fname=\"")
                .append(hypothesisFile)
                .append("\" creation_date=\"")
                .append(CTIME.format(created))
                .append(
                        "\" format=\"2.4\" frag_corr=\"FALSE\" opt_del=\"FALSE\" weight_ali=\"FALSE\" weight_filename=\"\">\n");
        bySpeaker().forEach((speaker, utterances) -> {
            out.append("<SPEAKER id=\"").append(speaker).append("\">\n");
            utterances.forEach(line -> sgml(line, out));
            out.append("</SPEAKER>\n");
        });
        return out.append("</SYSTEM>\n").toString();
    }

    private String trn(boolean reference) {
        StringBuilder out = new StringBuilder();
        for (Line line : lines) {
            for (EditStep step : line.alignment().steps()) {
                String word = reference ? step.reference() : step.hypothesis();
                out.append(word == null ? "" : word + " ");
            }
            out.append('(').append(line.id()).append(")\n");
        }
        return out.toString();
    }

    private Map<String, List<Line>> bySpeaker() {
        Map<String, List<Line>> speakers = new LinkedHashMap<>();
        for (Line line : lines) {
            speakers.computeIfAbsent(line.speaker(), speaker -> new ArrayList<>())
                    .add(line);
        }
        return speakers;
    }

    private static void pra(Line line, StringBuilder out) {
        ErrorCounts counts = line.alignment().counts();
        out.append("id: (").append(line.id()).append(")\nScores: (#C #S #D #I) ");
        out.append(counts.correct()).append(' ').append(counts.substitutions()).append(' ');
        out.append(counts.deletions()).append(' ').append(counts.insertions()).append('\n');
        List<EditStep> steps = line.alignment().steps();
        int at = 0;
        String prefix = "";
        while (at < steps.size()) {
            int end = endOfLine(steps, at, prefix);
            StringBuilder reference = new StringBuilder(prefix).append("REF:  ");
            StringBuilder hypothesis = new StringBuilder(prefix).append("HYP:  ");
            StringBuilder kinds = new StringBuilder(prefix).append("Eval: ");
            for (; at < end; at++) {
                EditStep step = steps.get(at);
                int width = width(step);
                reference.append(padded(shown(step, step.reference(), width), width));
                hypothesis.append(padded(shown(step, step.hypothesis(), width), width));
                kinds.append(padded(step.kind() == EditStep.Kind.HIT ? "" : letter(step.kind()), width));
            }
            out.append(reference)
                    .append('\n')
                    .append(hypothesis)
                    .append('\n')
                    .append(kinds)
                    .append('\n');
            if (at < steps.size()) {
                out.append('\n');
            }
            prefix = ">> ";
        }
        out.append('\n');
    }

    private static int endOfLine(List<EditStep> steps, int start, String prefix) {
        int bytes = prefix.length() + "REF:  ".length();
        int end = start;
        while (end < steps.size() && (end == start || bytes + width(steps.get(end)) + 1 <= LINE_BYTES)) {
            bytes += width(steps.get(end++)) + 1;
        }
        return end;
    }

    private static String shown(EditStep step, @Nullable String word, int width) {
        if (word == null) {
            return "*".repeat(width);
        }
        return step.kind() == EditStep.Kind.HIT ? word : capitals(word);
    }

    /** sclite counts bytes, not characters. */
    private static int width(EditStep step) {
        return Math.max(bytes(step.reference()), bytes(step.hypothesis()));
    }

    private static int bytes(@Nullable String word) {
        return word == null ? 0 : word.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - bytes(text) + 1);
    }

    /** Only a to z, as the C library does in its plain locale. */
    private static String capitals(String word) {
        StringBuilder out = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 'a' && c <= 'z') {
                out.setCharAt(i, (char) (c - 'a' + 'A'));
            }
        }
        return out.toString();
    }

    private static void sgml(Line line, StringBuilder out) {
        List<EditStep> steps = line.alignment().steps();
        out.append("<PATH id=\"(")
                .append(line.id())
                .append(")\" word_cnt=\"")
                .append(steps.size())
                .append("\" sequence=\"")
                .append(line.sequence())
                .append("\">\n");
        String separator = "";
        for (EditStep step : steps) {
            out.append(separator)
                    .append(letter(step.kind()))
                    .append(',')
                    .append(quoted(step.reference()))
                    .append(',')
                    .append(quoted(step.hypothesis()));
            separator = ":";
        }
        out.append("\n</PATH>\n");
    }

    private static String quoted(@Nullable String word) {
        return word == null ? "" : '"' + word + '"';
    }

    private static String letter(EditStep.Kind kind) {
        return switch (kind) {
            case HIT -> "C";
            case SUBSTITUTION -> "S";
            case DELETION -> "D";
            case INSERTION -> "I";
        };
    }

    /** Letters, digits, dot, hyphen and underscore; anything else would end a name for sclite. */
    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_");
        return plain.isEmpty() ? "_" : plain;
    }
}

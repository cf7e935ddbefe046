package dev.attune.evaluation;

import dev.attune.speech.score.Confusion;
import dev.attune.speech.score.WordChange;
import dev.attune.speech.score.WordCounts;
import java.util.List;

/** The words in a report: what each model misses, inserts and confuses, and what changes against the first one. */
final class ReportWords {

    private static final int SHOWN = 15;

    private final EvaluationWords words;
    private final StringBuilder out;

    ReportWords(EvaluationWords words, StringBuilder out) {
        this.words = words;
        this.out = out;
    }

    void write() {
        out.append("<section>\n<h2>Words</h2>\n<div class=\"scroll\"><table class=\"words\">\n<tr><th>Model</th>"
                + "<th>Most missed</th><th>Most inserted</th><th>Most confused</th></tr>\n");
        for (ModelWords model : words.models()) {
            out.append("<tr><td>").append(ReportHtml.escape(model.name())).append("</td><td>");
            entries(model.statistics().mostMissed(SHOWN).stream()
                    .map(word -> entry(word.word(), word.missed() + " of " + word.inReference()))
                    .toList());
            out.append("</td><td>");
            entries(model.statistics().mostInserted(SHOWN).stream()
                    .map((WordCounts word) -> entry(word.word(), String.valueOf(word.inserted())))
                    .toList());
            out.append("</td><td>");
            entries(model.statistics().confusions().stream()
                    .limit(SHOWN)
                    .map(ReportWords::entry)
                    .toList());
            out.append("</td></tr>\n");
        }
        out.append("</table></div>\n");
        for (int b = 1; b < words.models().size(); b++) {
            changes(b);
        }
        out.append("</section>\n");
    }

    private void changes(int b) {
        var changes = words.changes(0, b);
        String name = ReportHtml.escape(words.models().get(b).name());
        String first = ReportHtml.escape(words.models().getFirst().name());
        out.append("<p>Missed less often by ")
                .append(name)
                .append(" than by ")
                .append(first)
                .append(": ");
        entries(changes.improved(SHOWN).stream().map(ReportWords::entry).toList());
        out.append("</p>\n<p>Missed more often: ");
        entries(changes.worsened(SHOWN).stream().map(ReportWords::entry).toList());
        out.append("</p>\n");
    }

    private void entries(List<String> entries) {
        out.append(entries.isEmpty() ? "<span class=\"quiet\">none</span>" : String.join(", ", entries));
    }

    private static String entry(WordChange change) {
        return entry(
                change.word(), change.a().missed() + " \u2192 " + change.b().missed());
    }

    private static String entry(Confusion confusion) {
        return entry(confusion.reference() + " \u2192 " + confusion.hypothesis(), String.valueOf(confusion.count()));
    }

    private static String entry(String word, String figure) {
        return ReportHtml.escape(word) + " <small>" + ReportHtml.escape(figure) + "</small>";
    }
}

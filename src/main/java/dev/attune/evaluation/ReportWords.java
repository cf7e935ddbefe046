package dev.attune.evaluation;

import dev.attune.speech.score.Confusion;
import dev.attune.speech.score.OutOfVocabulary;
import dev.attune.speech.score.TermAccuracy;
import dev.attune.speech.score.WordChange;
import dev.attune.speech.score.WordCounts;
import java.util.List;

/** The words in a report: what each model misses, inserts and confuses, what changes against the first one, unknown words and terms. */
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
        words.models().forEach(this::vocabulary);
        if (words.models().stream().anyMatch(model -> !model.terms().isEmpty())) {
            terms();
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

    private void vocabulary(ModelWords model) {
        OutOfVocabulary unknown = model.outOfVocabulary();
        if (unknown != null && !unknown.unknown().isEmpty()) {
            out.append("<p>Not in the vocabulary of ")
                    .append(ReportHtml.escape(model.name()))
                    .append(": ")
                    .append(FigureTexts.percent(unknown.share()))
                    .append(" of the words. ");
            entries(unknown.unknown().stream()
                    .limit(SHOWN)
                    .map(word -> entry(word.word(), String.valueOf(word.count())))
                    .toList());
            out.append("</p>\n");
        }
    }

    private void terms() {
        out.append("<div class=\"scroll\"><table class=\"figures\">\n<tr><th>Term</th><th>Said</th>");
        words.models().forEach(model -> out.append("<th>Recall, ")
                .append(ReportHtml.escape(model.name()))
                .append("</th><th>Precision</th>"));
        out.append("</tr>\n");
        int count = words.models().getFirst().terms().size();
        for (int i = 0; i < count; i++) {
            int term = i;
            termRow(words.models().stream()
                    .map(model -> model.terms().get(term))
                    .toList());
        }
        if (count > 1) {
            termRow(words.models().stream()
                    .map(model -> TermAccuracy.sum(model.terms()))
                    .toList());
        }
        out.append("</table></div>\n");
    }

    private void termRow(List<TermAccuracy> models) {
        TermAccuracy first = models.getFirst();
        out.append("<tr><td>")
                .append(first.term().equals(TermAccuracy.ALL) ? "<b>All terms</b>" : ReportHtml.escape(first.term()))
                .append("</td><td>")
                .append(first.inReference());
        for (TermAccuracy term : models) {
            out.append("</td><td>").append(share(term.correct(), term.inReference()));
            out.append("</td><td>").append(share(term.correct(), term.inHypothesis()));
        }
        out.append("</td></tr>\n");
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "\u2013" : FigureTexts.percent(part / (double) whole);
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
        // Neither a figure nor an arrow begins a line.
        return ReportHtml.escape(word).replace(" \u2192", "\u00a0\u2192") + "\u00a0<small>" + ReportHtml.escape(figure)
                + "</small>";
    }
}

package dev.attune.dataset;

import dev.attune.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plain text: one utterance a line. */
final class PlainTextCheck implements LineCheck {

    private static final double MOST = 0.8;
    private static final int USUAL_AMOUNT = 100;
    private static final int LARGE_FOR_ASIAN = 20_000;

    @Override
    public List<String> check(
            List<TextLine> lines, String file, String locale, ProblemList problems, ImportProgress progress) {
        SentenceRules rules = new SentenceRules(TextNormalizer.forLocale(locale), file, problems);
        List<String> accepted = new ArrayList<>(lines.size());
        int withTab = 0;
        int words = 0;
        for (int i = 0; i < lines.size(); i++) {
            progress.at(i / (double) lines.size(), "Checking lines");
            TextLine line = lines.get(i);
            String text = rules.check(line.number(), line.text());
            if (text != null) {
                accepted.add(text);
                words += text.indexOf(' ') < 0 ? 1 : 0;
            }
            withTab += line.text().indexOf('\t') > 0 ? 1 : 0;
        }
        if (withTab > MOST * lines.size()) {
            problems.warn(
                    "LooksLikePronunciation",
                    file,
                    0,
                    "Most lines of " + file + " have a tab, as in a pronunciation file. If it is one, upload it as "
                            + DatasetKind.PRONUNCIATION.label() + ".");
        }
        String language = Locale.forLanguageTag(locale).getLanguage();
        boolean asian = List.of("ja", "ko", "zh").contains(language);
        if (!asian && words > MOST * accepted.size()) {
            problems.warn(
                    "WordListOnly",
                    file,
                    0,
                    "Mostly single words: sentences with those words work better, as they show what stands beside them.");
        }
        if (!accepted.isEmpty() && accepted.size() < USUAL_AMOUNT) {
            problems.warn(
                    "FewUtterances",
                    file,
                    0,
                    "Only " + accepted.size() + (accepted.size() == 1 ? " line" : " lines")
                            + " can be used; some hundred are usual.");
        }
        if (asian && !language.equals("zh") && lines.size() > LARGE_FOR_ASIAN) {
            problems.warn("SplitAdvised", file, 0, "Split " + file + " into files of at most 20,000 lines.");
        }
        return accepted;
    }
}

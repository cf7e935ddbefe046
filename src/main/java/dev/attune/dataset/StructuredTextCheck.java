package dev.attune.dataset;

import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.text.structured.StructuredText;
import dev.attune.speech.text.structured.StructuredTextFault;
import dev.attune.speech.text.structured.StructuredTextParser;
import java.util.Iterator;
import java.util.List;

/** Structured text: lists, a lexicon of phones, and sentences that refer to the lists. Items and sentences keep the rules of plain text. */
final class StructuredTextCheck implements LineCheck {

    @Override
    public List<String> check(
            List<TextLine> lines, String file, String locale, ProblemList problems, ImportProgress progress) {
        SentenceRules rules = new SentenceRules(TextNormalizer.forLocale(locale), file, problems);
        StructuredText text = StructuredTextParser.parse(
                () -> new Lines(lines, progress), locale, rules::check, fault -> note(fault, file, problems));
        boolean anything = text.blocks().stream().anyMatch(block -> switch (block) {
            case StructuredText.ItemList list -> !list.items().isEmpty();
            case StructuredText.PhoneLexicon lexicon ->
                !lexicon.pronunciations().isEmpty();
            case StructuredText.Section section -> !section.sentences().isEmpty();
        });
        return anything ? text.lines() : List.of();
    }

    private static void note(StructuredTextFault fault, String file, ProblemList problems) {
        switch (fault.effect()) {
            case FAILS -> problems.fail(fault.code(), file, fault.line(), fault.message());
            case LEFT_OUT -> problems.reject(fault.code(), file, fault.line(), fault.message());
            case WARNS -> problems.warn(fault.code(), file, fault.line(), fault.message());
        }
    }

    /** The lines as the parser takes them; tells how far it has come. */
    private static final class Lines implements Iterator<StructuredTextParser.Line> {

        private final List<TextLine> lines;
        private final ImportProgress progress;
        private int next;

        Lines(List<TextLine> lines, ImportProgress progress) {
            this.lines = lines;
            this.progress = progress;
        }

        @Override
        public boolean hasNext() {
            return next < lines.size();
        }

        @Override
        public StructuredTextParser.Line next() {
            progress.at(next / (double) lines.size(), "Checking lines");
            TextLine line = lines.get(next++);
            return new StructuredTextParser.Line(line.number(), line.text());
        }
    }
}

package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.EvaluationWords;
import dev.attune.evaluation.ModelWords;
import dev.attune.evaluation.WordScatter;
import dev.attune.speech.score.Confusion;
import dev.attune.speech.score.OutOfVocabulary;
import dev.attune.speech.score.WordCounts;
import dev.attune.ui.ChartView;
import dev.attune.ui.Fact;
import dev.attune.ui.Formats;
import dev.attune.ui.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Which words the models miss, insert and confuse, and how well they get the terms that matter. */
final class WordsTab extends Div {

    private static final int SHOWN = 20;
    private static final int SHOWN_UNKNOWN = 60;

    /** What a table of words is sorted by. */
    private enum Order {
        MOST("Most often first"),
        GAIN("Greatest improvement first"),
        LOSS("Greatest decline first");

        private final String label;

        Order(String label) {
            this.label = label;
        }
    }

    private final EvaluationWords words;
    private final List<String> names;
    private final UtteranceOpener opener;
    private final Div content = new Div();
    private final ModelChoice first;
    private final ModelChoice second;

    WordsTab(EvaluationService evaluations, Evaluation evaluation, UtteranceOpener opener) {
        this.words = evaluations.words(evaluation.id());
        this.names = words.models().stream().map(ModelWords::name).toList();
        this.opener = opener;
        this.first = new ModelChoice(names, "Change from", 0);
        this.second = new ModelChoice(names, "Change to", Math.min(1, names.size() - 1));
        if (names.size() > 2) {
            add(pair());
        }
        add(content, new TermsSection(evaluations, evaluation, opener));
        show();
    }

    private int a() {
        return names.size() > 2 ? first.getValue() : 0;
    }

    private int b() {
        return names.size() > 2 ? second.getValue() : names.size() - 1;
    }

    private Component pair() {
        first.addValueChangeListener(event -> show());
        second.addValueChangeListener(event -> show());
        Div pair = new Div(new Span("Change from"), first, new Span("\u2192"), second);
        pair.addClassNames("model-pair", "words-pair");
        return pair;
    }

    private void show() {
        content.removeAll();
        Div upper = new Div();
        upper.addClassName("chart-pair");
        if (names.size() > 1) {
            upper.add(scatter());
        }
        upper.add(vocabulary());
        Div lower = new Div(
                table("Missed words", "Said", WordCounts::inReference, WordCounts::missed),
                table("Inserted words", "Recognised", WordCounts::inHypothesis, WordCounts::inserted));
        lower.addClassName("chart-pair");
        content.add(upper, lower, confusions());
    }

    private Component scatter() {
        WordScatter scatter = WordScatter.of(names.get(a()), names.get(b()), words.changes(a(), b()));
        Div behind = new Div();
        behind.addClassName("words-behind");
        Section section = new Section("Words, one model against the other");
        if (scatter.words().isEmpty()) {
            section.add(note("Neither model misses a word."));
            return section;
        }
        section.add(
                new ChartView(scatter.chart()).onPick(key -> {
                    List<String> members = scatter.words().get(Integer.parseInt(key));
                    behind.removeAll();
                    if (members.size() == 1) {
                        opener.open(WordQueries.of(members.getFirst()), "");
                    }
                    members.forEach(word -> behind.add(WordTable.link(word, word, opener)));
                }),
                behind,
                note("Below the line the second model misses a word less often. Click a point to see its words."));
        return section;
    }

    private Component vocabulary() {
        Section section = new Section("Words out of the vocabulary");
        List<Fact> facts = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>();
        for (ModelWords model : words.models()) {
            OutOfVocabulary unknown = model.outOfVocabulary();
            facts.add(new Fact(model.name(), unknown == null ? "not known" : Formats.percent(unknown.share())));
            if (unknown != null) {
                unknown.unknown().forEach(word -> missing.add(word.word()));
            }
        }
        section.add(
                Fact.row(facts.toArray(Fact[]::new)),
                note(
                        "Share of the words of the transcripts that a model does not know and therefore cannot get right. Related"
                                + " text with them helps, or an entry in a pronunciation file."));
        Div list = new Div();
        list.addClassName("words-behind");
        missing.stream().limit(SHOWN_UNKNOWN).forEach(word -> list.add(WordTable.link(word, word, opener)));
        section.add(list);
        if (missing.size() > SHOWN_UNKNOWN) {
            section.add(note("The most frequent " + SHOWN_UNKNOWN + " of " + Formats.count(missing.size()) + "."));
        }
        return section;
    }

    /** One row a word, with its count for each model. */
    private Section table(
            String heading, String total, ToIntFunction<WordCounts> all, ToIntFunction<WordCounts> wrong) {
        Set<String> found = new LinkedHashSet<>();
        words.models().forEach(model -> model.statistics().words().stream()
                .filter(word -> wrong.applyAsInt(word) > 0)
                .forEach(word -> found.add(word.word())));
        List<Row> rows = found.stream()
                .map(word -> {
                    List<WordCounts> counts = words.models().stream()
                            .map(model -> model.statistics().of(word))
                            .toList();
                    int uses = counts.stream().mapToInt(all).max().orElse(0);
                    return new Row(
                            word,
                            word,
                            uses,
                            counts.stream().map(wrong::applyAsInt).toList());
                })
                .toList();
        return section(heading, "Word", total, rows);
    }

    private Section confusions() {
        Map<List<String>, int[]> pairs = new LinkedHashMap<>();
        for (int model = 0; model < names.size(); model++) {
            for (Confusion confusion : words.models().get(model).statistics().confusions()) {
                pairs.computeIfAbsent(
                                        List.of(confusion.reference(), confusion.hypothesis()),
                                        pair -> new int[names.size()])[model] =
                        confusion.count();
            }
        }
        List<Row> rows = new ArrayList<>();
        pairs.forEach((pair, counts) -> rows.add(new Row(
                pair.get(0) + " \u2192 " + pair.get(1),
                pair.get(0),
                words.models().getFirst().statistics().of(pair.get(0)).inReference(),
                IntStream.of(counts).boxed().toList())));
        return section("Confused words", "Said \u2192 recognised", "Said", rows);
    }

    /** A line of a table: what is shown, the word behind it, how often it occurs, and the errors with each model. */
    private record Row(String label, String word, int uses, List<Integer> errors) {

        int most() {
            return errors.stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        int change(int a, int b) {
            return errors.get(b) - errors.get(a);
        }
    }

    private Section section(String heading, String wordLabel, String total, List<Row> rows) {
        Div place = new Div();
        Section section = new Section(heading, place);
        if (rows.isEmpty()) {
            place.add(note("There are none."));
            return section;
        }
        if (names.size() > 1) {
            Select<Order> order = new Select<>();
            order.setItems(Order.values());
            order.setItemLabelGenerator(value -> value.label);
            order.setAriaLabel("Order of " + heading.toLowerCase(Locale.ROOT));
            order.addValueChangeListener(event -> fill(place, wordLabel, total, rows, event.getValue()));
            order.setValue(Order.MOST);
            section.withTools(order);
        } else {
            fill(place, wordLabel, total, rows, Order.MOST);
        }
        return section;
    }

    private void fill(Div place, String wordLabel, String total, List<Row> rows, Order order) {
        Comparator<Row> comparator =
                switch (order) {
                    case MOST -> Comparator.comparingInt((Row row) -> -row.most());
                    case GAIN -> Comparator.comparingInt((Row row) -> row.change(a(), b()));
                    case LOSS -> Comparator.comparingInt((Row row) -> -row.change(a(), b()));
                };
        List<String> headings = new ArrayList<>(List.of(wordLabel, total));
        headings.addAll(names);
        if (names.size() > 1) {
            headings.add("Change");
        }
        WordTable table = new WordTable(headings, opener);
        rows.stream()
                .sorted(comparator.thenComparing(row -> -row.uses()).thenComparing(Row::label))
                .limit(SHOWN)
                .forEach(row -> {
                    NativeTableRow line = table.row(row.label(), row.word());
                    WordTable.number(line, row.uses());
                    row.errors().forEach(count -> WordTable.number(line, count));
                    if (names.size() > 1) {
                        WordTable.change(line, row.change(a(), b()));
                    }
                });
        place.removeAll();
        place.add(table);
        if (rows.size() > SHOWN) {
            place.add(note("The first " + SHOWN + " of " + Formats.count(rows.size()) + "."));
        }
    }

    private static Paragraph note(String sentence) {
        Paragraph note = new Paragraph(sentence);
        note.addClassName("form-note");
        return note;
    }
}

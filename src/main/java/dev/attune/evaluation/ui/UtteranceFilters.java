package dev.attune.evaluation.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationKind;
import dev.attune.evaluation.TestedModel;
import dev.attune.evaluation.UtteranceQuery;
import dev.attune.speech.score.EditStep;
import dev.attune.ui.Formats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Chooses which utterances of a test are shown, and in which order. */
final class UtteranceFilters extends Div {

    private static final String ANY = "";

    private final List<String> names;
    private final boolean judged;
    private final SortedMap<String, List<String>> columns;
    private final ToIntFunction<UtteranceQuery> counter;
    private final Runnable changed;
    private final TextField search = new TextField();
    private final Select<UtteranceQuery.Filter> filter = new Select<>();
    private final Select<UtteranceQuery.Order> order = new Select<>();
    private final Select<String> error = new Select<>();
    private final Select<String> column = new Select<>();
    private final Select<String> content = new Select<>();
    private final Select<Integer> first = new Select<>();
    private final Select<Integer> second = new Select<>();
    private final Div chosen = new Div();
    private List<Integer> rows = List.of();
    private boolean quiet;

    /**
     * @param columns what utterances can be grouped by, with the contents of each
     * @param counter how many utterances a query finds
     * @param changed is called after each change
     */
    UtteranceFilters(
            Evaluation evaluation,
            SortedMap<String, List<String>> columns,
            ToIntFunction<UtteranceQuery> counter,
            Runnable changed) {
        this.names = evaluation.models().stream().map(TestedModel::name).toList();
        this.judged = evaluation.kind() == EvaluationKind.ACCURACY;
        this.columns = columns;
        this.counter = counter;
        this.changed = () -> {
            if (!quiet) {
                changed.run();
            }
        };
        addClassName("utterance-filters");
        search.setPlaceholder("Search a word");
        search.setAriaLabel("Search a word");
        search.setClearButtonVisible(true);
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(event -> this.changed.run());
        search.addClassName("word-search");
        add(search);
        if (names.size() > 2) {
            add(models());
        }
        add(show(), kinds());
        if (!columns.isEmpty()) {
            add(column(), content());
        }
        add(order(), chosen);
        chosen.setVisible(false);
        chosen.addClassName("chosen-rows");
    }

    /** What is chosen now. */
    UtteranceQuery query() {
        UtteranceQuery query = new UtteranceQuery(filter.getValue(), order.getValue(), search.getValue())
                .between(a(), b())
                .withError(error.getValue().equals(ANY) ? null : EditStep.Kind.valueOf(error.getValue()))
                .only(rows);
        return column.getValue() == null || column.getValue().equals(ANY) || content.getValue() == null
                ? query
                : query.where(column.getValue(), content.getValue());
    }

    /** Shows what another part of the page asks for. */
    void set(UtteranceQuery query, String meaning) {
        quiet = true;
        search.setValue(query.search());
        filter.setValue(query.filter());
        error.setValue(query.error() == null ? ANY : query.error().name());
        rows = query.rows();
        chosen.removeAll();
        chosen.setVisible(!rows.isEmpty());
        if (!rows.isEmpty()) {
            Button clear = new Button(VaadinIcon.CLOSE_SMALL.create(), event -> set(UtteranceQuery.ALL, ""));
            clear.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            clear.setAriaLabel("Show all utterances");
            chosen.add(new Span(meaning), clear);
        }
        if (names.size() > 2) {
            first.setValue(query.a());
            second.setValue(Math.min(query.b(), names.size() - 1));
            countAgain();
            quiet = true;
        }
        if (!columns.isEmpty()) {
            boolean known = columns.containsKey(query.column());
            column.setValue(known ? query.column() : ANY);
            if (known) {
                content.setValue(query.content());
            }
        }
        quiet = false;
        changed.run();
    }

    /** Place of the model that the other is compared with. */
    int a() {
        return names.size() > 2 ? first.getValue() : 0;
    }

    /** Place of the other model; the same with one model. */
    int b() {
        return names.size() > 2 ? second.getValue() : names.size() - 1;
    }

    private Div models() {
        List<Integer> places = IntStream.range(0, names.size()).boxed().toList();
        for (Select<Integer> select : List.of(first, second)) {
            select.setItems(places);
            select.setItemLabelGenerator(names::get);
            select.addValueChangeListener(event -> {
                if (!quiet) {
                    countAgain();
                    changed.run();
                }
            });
        }
        first.setAriaLabel("Compare");
        second.setAriaLabel("With");
        quiet = true;
        first.setValue(0);
        second.setValue(1);
        quiet = false;
        Div pair = new Div(first, new Span("\u2192"), second);
        pair.addClassName("model-pair");
        return pair;
    }

    private Select<UtteranceQuery.Filter> show() {
        filter.setItems(offered());
        filter.setItemLabelGenerator(this::label);
        filter.setAriaLabel("Show");
        filter.setValue(UtteranceQuery.Filter.ALL);
        filter.addValueChangeListener(event -> changed.run());
        return filter;
    }

    private List<UtteranceQuery.Filter> offered() {
        boolean pair = names.size() > 1;
        return Arrays.stream(UtteranceQuery.Filter.values())
                .filter(value -> switch (value) {
                    case ALL -> true;
                    case WITH_ERRORS -> judged;
                    case IMPROVED, WORSENED -> judged && pair;
                    case DIFFERENT -> pair;
                })
                .toList();
    }

    /** The counts in the labels are of the two compared models. */
    private void countAgain() {
        UtteranceQuery.Filter chosenFilter = filter.getValue();
        quiet = true;
        filter.setItems(offered());
        filter.setValue(chosenFilter);
        quiet = false;
    }

    private Select<String> kinds() {
        List<String> kinds = new ArrayList<>(List.of(ANY));
        Marks.ERRORS.forEach(kind -> kinds.add(kind.name()));
        error.setItems(kinds);
        error.setItemLabelGenerator(
                kind -> kind.equals(ANY) ? "Any kind of error" : "With " + kind.toLowerCase(Locale.ROOT) + "s");
        error.setAriaLabel("Kind of error");
        error.setValue(ANY);
        error.setVisible(judged);
        error.addValueChangeListener(event -> changed.run());
        return error;
    }

    private Select<String> column() {
        List<String> items = new ArrayList<>(List.of(ANY));
        items.addAll(columns.keySet());
        column.setItems(items);
        column.setItemLabelGenerator(name -> name.equals(ANY) ? "All groups" : name);
        column.setAriaLabel("Group");
        column.setValue(ANY);
        column.addValueChangeListener(event -> {
            List<String> contents = columns.getOrDefault(event.getValue(), List.of());
            boolean outer = quiet;
            quiet = true;
            content.setItems(contents);
            content.setVisible(!contents.isEmpty());
            content.setAriaLabel(event.getValue());
            if (!contents.isEmpty()) {
                content.setValue(contents.getFirst());
            }
            quiet = outer;
            changed.run();
        });
        return column;
    }

    private Select<String> content() {
        content.setVisible(false);
        content.addValueChangeListener(event -> changed.run());
        return content;
    }

    private Select<UtteranceQuery.Order> order() {
        boolean pair = names.size() > 1;
        order.setItems(Arrays.stream(UtteranceQuery.Order.values())
                .filter(value -> switch (value) {
                    case POSITION, LENGTH, CONFIDENCE -> true;
                    case ERRORS -> judged || pair;
                    case IMPROVEMENT, DECLINE -> judged && pair;
                })
                .toList());
        order.setItemLabelGenerator(this::label);
        order.setAriaLabel("Order");
        order.setValue(judged || pair ? UtteranceQuery.Order.ERRORS : UtteranceQuery.Order.POSITION);
        order.addValueChangeListener(event -> changed.run());
        return order;
    }

    private String label(UtteranceQuery.Filter value) {
        String label =
                switch (value) {
                    case ALL -> "All";
                    case WITH_ERRORS -> "With errors";
                    case IMPROVED -> "Improved";
                    case WORSENED -> "Worsened";
                    case DIFFERENT -> "Different texts";
                };
        int count = counter.applyAsInt(new UtteranceQuery(value, UtteranceQuery.Order.POSITION, "").between(a(), b()));
        return label + " (" + Formats.count(count) + ")";
    }

    private String label(UtteranceQuery.Order value) {
        return switch (value) {
            case POSITION -> "As in the data set";
            case ERRORS -> judged ? "Most errors first" : "Most different first";
            case IMPROVEMENT -> "Most improved first";
            case DECLINE -> "Most worsened first";
            case LENGTH -> "Longest first";
            case CONFIDENCE -> "Least confident first";
        };
    }
}

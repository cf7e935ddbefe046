package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.attune.evaluation.EvaluatedUtterance;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.TestedModel;
import dev.attune.evaluation.UtteranceQuery;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Formats;
import dev.attune.ui.Pager;
import dev.attune.ui.Player;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The utterances of a test, a page at a time: what was said, what each model heard, and the sound itself. */
final class ComparisonList extends Div {

    private static final int PAGE_SIZE = 20;

    private final EvaluationService evaluations;
    private final AudioLinks links;
    private final Evaluation evaluation;
    private final List<String> names;
    private final Select<UtteranceQuery.Filter> filter = new Select<>();
    private final Select<UtteranceQuery.Order> order = new Select<>();
    private final TextField search = new TextField();
    private final Div rows = new Div();
    private final Pager pager = new Pager(PAGE_SIZE, this::show);

    ComparisonList(EvaluationService evaluations, AudioLinks links, Evaluation evaluation) {
        this.evaluations = evaluations;
        this.links = links;
        this.evaluation = evaluation;
        this.names = evaluation.models().stream().map(TestedModel::name).toList();
        boolean pair = names.size() > 1;
        filter.setItems(Arrays.stream(UtteranceQuery.Filter.values())
                .filter(value ->
                        pair || value == UtteranceQuery.Filter.ALL || value == UtteranceQuery.Filter.WITH_ERRORS)
                .toList());
        filter.setItemLabelGenerator(this::label);
        filter.setAriaLabel("Show");
        filter.setValue(UtteranceQuery.Filter.ALL);
        filter.addValueChangeListener(event -> show(0));
        order.setItems(Arrays.stream(UtteranceQuery.Order.values())
                .filter(value ->
                        pair || value != UtteranceQuery.Order.IMPROVEMENT && value != UtteranceQuery.Order.DECLINE)
                .toList());
        order.setItemLabelGenerator(ComparisonList::label);
        order.setAriaLabel("Order");
        order.setValue(UtteranceQuery.Order.ERRORS);
        order.addValueChangeListener(event -> show(0));
        search.setPlaceholder("Search a word");
        search.setAriaLabel("Search a word");
        search.setClearButtonVisible(true);
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(event -> show(0));
        search.addClassName("word-search");
        add(legend(), rows, pager);
        show(0);
    }

    /** Search, filter and order belong into the section's heading. */
    Component[] tools() {
        return new Component[] {search, filter, order};
    }

    private static Component legend() {
        Div legend = new Div(
                mark("substitution", "another word"), mark("deletion", "missing"), mark("insertion", "not said"));
        legend.addClassName("legend");
        return legend;
    }

    private static Component mark(String kind, String meaning) {
        // Not of the class "step": marks are counted, and these are none.
        Span mark = new Span(kind);
        mark.addClassNames("legend-step", "step-" + kind);
        Span entry = new Span(mark, new Span(" " + meaning));
        entry.addClassName("quiet");
        return entry;
    }

    private void show(int offset) {
        UtteranceQuery query = new UtteranceQuery(filter.getValue(), order.getValue(), search.getValue());
        int total = evaluations.countUtterances(evaluation.id(), query);
        rows.removeAll();
        evaluations
                .utterances(evaluation.id(), query, offset, PAGE_SIZE)
                .forEach(utterance -> rows.add(row(utterance)));
        if (total == 0) {
            Div nothing = new Div("No utterance is like that. Choose another filter or search for another word.");
            nothing.addClassNames("quiet", "nothing-found");
            rows.add(nothing);
        }
        pager.show(offset, total);
    }

    private Component row(EvaluatedUtterance utterance) {
        Player player = player(utterance);
        Div name = new Div(utterance.id());
        name.addClassName("comparison-name");
        name.setTitle(utterance.transcript());
        Div head = new Div(name);
        head.addClassName("comparison-head");
        if (player == null) {
            Span gone = new Span("The recording was deleted");
            gone.addClassNames("quiet", "small");
            head.add(gone);
        } else {
            head.add(player);
        }
        head.add(errors(utterance));
        AlignedText text = new AlignedText(names, utterance.readings(), word -> {
            if (player != null) {
                player.play(word.startSeconds(), word.endSeconds());
            }
        });
        Div row = new Div(head, text);
        row.addClassName("comparison");
        return row;
    }

    private @Nullable Player player(EvaluatedUtterance utterance) {
        if (!Files.isRegularFile(utterance.audio())) {
            return null;
        }
        Player player = new Player(links.linkTo(utterance.audio()), utterance.id());
        player.setDurationSeconds(utterance.seconds());
        return player;
    }

    private Component errors(EvaluatedUtterance utterance) {
        List<EvaluatedUtterance.Reading> readings = utterance.readings();
        Div errors = new Div();
        errors.addClassNames("comparison-errors", "small");
        if (readings.isEmpty()) {
            return errors;
        }
        String counts = String.join(
                " → ",
                readings.stream()
                        .map(reading -> Formats.count(reading.errors()))
                        .toList());
        Span count = new Span(counts + (readings.getLast().errors() == 1 ? " error" : " errors"));
        count.addClassName("number");
        errors.add(count);
        if (readings.size() > 1) {
            int change = readings.get(1).errors() - readings.get(0).errors();
            Span badge = new Span(change < 0 ? "improved" : change > 0 ? "worsened" : "equal");
            badge.addClassNames("tag", change < 0 ? "tag-good" : change > 0 ? "tag-bad" : "quiet");
            badge.setTitle(names.get(1) + " against " + names.get(0));
            errors.add(badge);
        }
        return errors;
    }

    private String label(UtteranceQuery.Filter value) {
        String label =
                switch (value) {
                    case ALL -> "All";
                    case WITH_ERRORS -> "With errors";
                    case IMPROVED -> "Improved";
                    case WORSENED -> "Worsened";
                };
        int count = evaluations.countUtterances(
                evaluation.id(), new UtteranceQuery(value, UtteranceQuery.Order.POSITION, ""));
        return label + " (" + Formats.count(count) + ")";
    }

    private static String label(UtteranceQuery.Order value) {
        return switch (value) {
            case POSITION -> "As in the data set";
            case ERRORS -> "Most errors first";
            case IMPROVEMENT -> "Most improved first";
            case DECLINE -> "Most worsened first";
            case LENGTH -> "Longest first";
        };
    }
}

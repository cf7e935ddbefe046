package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.dom.Element;
import dev.attune.evaluation.EvaluatedUtterance;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationKind;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.EvaluationStatistics;
import dev.attune.evaluation.TestedModel;
import dev.attune.evaluation.UtteranceQuery;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.TokenScore;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Formats;
import dev.attune.ui.Notifications;
import dev.attune.ui.Pager;
import dev.attune.ui.Player;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The utterances of a test, a page at a time: what was said, what each model heard, and the sound itself. */
final class ComparisonList extends Div {

    private static final int PAGE_SIZE = 20;

    private final EvaluationService evaluations;
    private final AudioLinks links;
    private final Evaluation evaluation;
    private final List<String> names;
    private final boolean judged;
    private final UnaryOperator<String> normalizer;
    private final UtteranceFilters filters;
    private final MarkSwitches switches;
    private final Div rows = new Div();
    private final Pager pager = new Pager(PAGE_SIZE, this::show);
    private final List<Element> differences = new ArrayList<>();
    private int offset;
    private int total;
    private int current = -1;

    ComparisonList(
            EvaluationService evaluations, EvaluationStatistics statistics, AudioLinks links, Evaluation evaluation) {
        this.evaluations = evaluations;
        this.links = links;
        this.evaluation = evaluation;
        this.names = evaluation.models().stream().map(TestedModel::name).toList();
        this.judged = evaluation.kind() == EvaluationKind.ACCURACY;
        this.normalizer = TextNormalizer.forLocale(evaluation.locale())::normalize;
        this.filters = new UtteranceFilters(
                evaluation,
                statistics.columns(evaluation.id()),
                query -> evaluations.countUtterances(evaluation.id(), query),
                () -> show(0));
        this.switches = new MarkSwitches(counts(), texts(), () -> show(offset));
        Div bar = new Div(switches, jumps());
        bar.addClassName("comparison-bar");
        switches.setVisible(judged);
        add(filters, bar, rows, pager);
        show(0);
    }

    /** Shows what another part of the page asks for; a meaning stands beside single rows that were chosen. */
    void open(UtteranceQuery query, String meaning) {
        filters.set(query, meaning);
    }

    private List<Marks.Text> texts() {
        boolean display = judged && evaluations.tokenErrors(evaluation).stream().anyMatch(Optional::isPresent);
        return display ? List.of(Marks.Text.values()) : List.of(Marks.Text.SCORED, Marks.Text.AS_RECOGNIZED);
    }

    /** What was counted of each kind, one figure a model, as the table of figures has it. */
    private Map<EditStep.Kind, String> counts() {
        Map<EditStep.Kind, String> counts = new EnumMap<>(EditStep.Kind.class);
        if (judged) {
            for (EditStep.Kind kind : Marks.ERRORS) {
                counts.put(
                        kind,
                        evaluation.models().stream()
                                .map(model -> model.figures() == null
                                        ? "\u2013"
                                        : Formats.count(
                                                count(kind, model.figures().words())))
                                .collect(Collectors.joining(" \u2192 ")));
            }
        }
        return counts;
    }

    private static int count(EditStep.Kind kind, ErrorCounts words) {
        return switch (kind) {
            case HIT -> words.correct();
            case SUBSTITUTION -> words.substitutions();
            case DELETION -> words.deletions();
            case INSERTION -> words.insertions();
        };
    }

    private Component jumps() {
        String what = names.size() > 1 ? "difference" : "error";
        Button back = new Button(VaadinIcon.ARROW_UP.create(), event -> jump(-1));
        back.setAriaLabel("Previous " + what);
        back.setTooltipText("Previous " + what);
        Button forth = new Button("Next " + what, VaadinIcon.ARROW_DOWN.create(), event -> jump(1));
        Div jumps = new Div(back, forth);
        jumps.addClassName("jumps");
        return jumps;
    }

    /** Goes to the next place where the models differ, on the following pages if need be. */
    private void jump(int direction) {
        int target = current < 0 && direction < 0 ? -1 : current + direction;
        int start = offset;
        int page = offset;
        while (target < 0 || target >= differences.size()) {
            page += direction * PAGE_SIZE;
            if (page < 0 || page >= total) {
                if (offset != start) {
                    show(start);
                }
                Notifications.done(
                        direction > 0
                                ? "There is no further place in this list."
                                : "This is the first place in this list.");
                return;
            }
            show(page);
            target = direction > 0 ? 0 : differences.size() - 1;
        }
        mark(target);
    }

    private void mark(int target) {
        if (current >= 0 && current < differences.size()) {
            differences.get(current).getClassList().remove("step-current");
        }
        current = target;
        Element place = differences.get(target);
        place.getClassList().add("step-current");
        place.executeJs("this.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'smooth'})");
    }

    private void show(int from) {
        UtteranceQuery query = filters.query();
        total = evaluations.countUtterances(evaluation.id(), query);
        offset = from < total ? from : 0;
        current = -1;
        differences.clear();
        rows.removeAll();
        Marks marks = switches.marks();
        List<EvaluatedUtterance> page = evaluations.utterances(evaluation.id(), query, offset, PAGE_SIZE);
        List<List<@Nullable TokenScore>> displays = marks.text() == Marks.Text.DISPLAY
                ? evaluations.displayScores(evaluation, page)
                : Collections.nCopies(page.size(), List.of());
        for (int i = 0; i < page.size(); i++) {
            rows.add(row(page.get(i), displays.get(i), marks));
        }
        if (total == 0) {
            Div nothing = new Div("No utterance is like that. Choose another filter or search for another word.");
            nothing.addClassNames("quiet", "nothing-found");
            rows.add(nothing);
        }
        pager.show(offset, total);
    }

    private Component row(EvaluatedUtterance utterance, List<@Nullable TokenScore> displays, Marks marks) {
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
        Span about = new Span(about(utterance));
        about.addClassNames("quiet", "small", "comparison-about");
        head.add(about);
        if (judged) {
            head.add(errors(utterance));
        }
        AlignedText text = new AlignedText(names, aligned(utterance, displays, marks), judged, marks.kinds(), word -> {
                    if (player != null) {
                        player.play(word.startSeconds(), word.endSeconds());
                    }
                })
                .between(filters.a(), filters.b())
                .build();
        differences.addAll(text.differences());
        Div row = new Div(head, text);
        row.addClassName("comparison");
        return row;
    }

    private List<AlignedReading> aligned(
            EvaluatedUtterance utterance, List<@Nullable TokenScore> displays, Marks marks) {
        List<EvaluatedUtterance.Reading> readings = utterance.readings();
        return IntStream.range(0, readings.size())
                .mapToObj(model -> {
                    EvaluatedUtterance.Reading reading = readings.get(model);
                    if (!judged) {
                        return AlignedReading.against(readings.getFirst(), reading, normalizer);
                    }
                    return switch (marks.text()) {
                        case SCORED -> AlignedReading.scored(reading, normalizer);
                        case AS_RECOGNIZED -> AlignedReading.asWritten(utterance.transcript(), reading);
                        case DISPLAY -> AlignedReading.display(utterance.transcript(), reading, displays.get(model));
                    };
                })
                .toList();
    }

    private @Nullable Player player(EvaluatedUtterance utterance) {
        if (!Files.isRegularFile(utterance.audio())) {
            return null;
        }
        Player player = new Player(links.linkTo(utterance.audio()), utterance.id());
        player.setDurationSeconds(utterance.seconds());
        player.lightWordsBeside("comparison");
        return player;
    }

    private static String about(EvaluatedUtterance utterance) {
        List<String> parts = new ArrayList<>(utterance.columns().values());
        if (utterance.snrDb() != null) {
            parts.add("SNR " + Math.round(utterance.snrDb()) + " dB");
        }
        return String.join(" \u00b7 ", parts);
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
            int a = filters.a();
            int b = filters.b();
            int change = readings.get(b).errors() - readings.get(a).errors();
            Span badge = new Span(change < 0 ? "improved" : change > 0 ? "worsened" : "equal");
            badge.addClassNames("tag", change < 0 ? "tag-good" : change > 0 ? "tag-bad" : "quiet");
            badge.setTitle(names.get(b) + " against " + names.get(a));
            errors.add(badge);
        }
        return errors;
    }
}

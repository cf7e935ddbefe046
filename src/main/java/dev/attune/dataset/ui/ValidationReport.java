package dev.attune.dataset.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.attune.shared.Problem;
import dev.attune.ui.Formats;
import dev.attune.ui.Message;
import dev.attune.ui.Pager;
import dev.attune.ui.StatusBadge;
import dev.attune.ui.StatusBadge.Tone;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the import found: counts, then each problem with its line and its remedy, filtered by what became of the place. */
class ValidationReport extends Div {

    private static final int PAGE_SIZE = 50;

    private final List<Problem> problems;
    private final Select<Filter> filter = new Select<>();
    private final Div rows = new Div();
    private final Pager pager = new Pager(PAGE_SIZE, this::show);

    ValidationReport(List<Problem> problems) {
        this.problems = List.copyOf(problems);
        if (problems.isEmpty()) {
            add(Message.good("Every line was accepted as it is."));
            return;
        }
        Map<Problem.Severity, Long> counts = new EnumMap<>(Problem.Severity.class);
        problems.forEach(problem -> counts.merge(problem.severity(), 1L, Long::sum));
        filter.setItems(Arrays.stream(Filter.values())
                .filter(entry -> entry.severity == null || counts.containsKey(entry.severity))
                .toList());
        filter.setItemLabelGenerator(entry -> entry.severity == null
                ? "All problems (" + Formats.count(problems.size()) + ")"
                : entry.label + " (" + Formats.count(counts.get(entry.severity)) + ")");
        filter.setAriaLabel("Show");
        filter.setValue(Filter.ALL);
        filter.addValueChangeListener(event -> show(0));
        add(rows, pager);
        show(0);
    }

    /** The filter belongs into the section's heading. */
    Component filter() {
        filter.setVisible(!problems.isEmpty());
        return filter;
    }

    private void show(int offset) {
        List<Problem> chosen = problems.stream()
                .filter(problem ->
                        filter.getValue().severity == null || problem.severity() == filter.getValue().severity)
                .toList();
        rows.removeAll();
        chosen.stream().skip(offset).limit(PAGE_SIZE).forEach(problem -> rows.add(row(problem)));
        pager.show(offset, chosen.size());
    }

    private static Component row(Problem problem) {
        Span message = new Span(problem.message());
        Div words = new Div(message);
        words.addClassName("stack");
        String place = place(problem);
        if (!place.isEmpty()) {
            Span where = new Span(place);
            where.addClassName("problem-place");
            words.add(where);
        }
        Div row = new Div(badge(problem.severity()), words);
        row.addClassName("problem");
        return row;
    }

    /** Where it is, as far as the sentence itself does not begin with it. */
    private static String place(Problem problem) {
        String file = problem.file() == null || problem.message().startsWith(problem.file()) ? "" : problem.file();
        boolean told = problem.line() == 0 || problem.message().startsWith("Line " + problem.line() + ":");
        return told ? file : (file + " line " + problem.line()).strip();
    }

    private static StatusBadge badge(Problem.Severity severity) {
        return switch (severity) {
            case FATAL -> new StatusBadge("Fatal", Tone.BAD);
            case REJECTED -> new StatusBadge("Left out", Tone.BAD);
            case WARNING -> new StatusBadge("Warning", Tone.WARNING);
            case FIXED -> new StatusBadge("Mended", Tone.NEUTRAL);
        };
    }

    private enum Filter {
        ALL("All", null),
        FATAL("Fatal", Problem.Severity.FATAL),
        REJECTED("Left out", Problem.Severity.REJECTED),
        WARNING("Warnings", Problem.Severity.WARNING),
        FIXED("Mended", Problem.Severity.FIXED);

        private final String label;
        private final Problem.@Nullable Severity severity;

        Filter(String label, Problem.@Nullable Severity severity) {
            this.label = label;
            this.severity = severity;
        }
    }
}

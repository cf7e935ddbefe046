package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Element;
import dev.attune.evaluation.AlignedColumns;
import dev.attune.evaluation.EvaluatedUtterance;
import dev.attune.evaluation.EvaluatedWord;
import dev.attune.speech.score.EditStep;
import dev.attune.ui.Formats;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A reference and what each model made of it, in columns; long ones go on in further lines. Errors are coloured and have a shape of their
 * own: substitutions are underlined, deletions struck through, insertions framed.
 */
final class AlignedText extends Div {

    /** Letters that fit a line beside the models' names. */
    private static final int LINE = 80;

    /** What a column takes beside its letters. */
    private static final int GAP = 2;

    private final List<String> models;
    private final List<EvaluatedUtterance.Reading> readings;
    private final Consumer<EvaluatedWord> play;
    private final List<Map<EditStep, EvaluatedWord>> times;

    /**
     * @param models names, one a reading
     * @param play hears a word
     */
    AlignedText(List<String> models, List<EvaluatedUtterance.Reading> readings, Consumer<EvaluatedWord> play) {
        this.models = models;
        this.readings = readings;
        this.play = play;
        this.times = readings.stream().map(AlignedText::times).toList();
        addClassName("aligned");
        if (readings.isEmpty()) {
            return;
        }
        List<AlignedColumns.Column> columns = AlignedColumns.of(readings.stream()
                        .map(EvaluatedUtterance.Reading::alignment)
                        .toList())
                .columns();
        for (List<AlignedColumns.Column> line : lines(columns)) {
            getElement().appendChild(table(line));
        }
    }

    /** Which recognised word stands behind a step; none where normalisation has changed their number. */
    private static Map<EditStep, EvaluatedWord> times(EvaluatedUtterance.Reading reading) {
        List<EditStep> spoken = reading.alignment().steps().stream()
                .filter(step -> step.hypothesis() != null)
                .toList();
        Map<EditStep, EvaluatedWord> times = new IdentityHashMap<>();
        if (spoken.size() == reading.words().size()) {
            for (int i = 0; i < spoken.size(); i++) {
                times.put(spoken.get(i), reading.words().get(i));
            }
        }
        return times;
    }

    /** Lines of about the same length, so that none holds a single word only. */
    private static List<List<AlignedColumns.Column>> lines(List<AlignedColumns.Column> columns) {
        int total = columns.stream().mapToInt(AlignedText::width).sum();
        int wanted = Math.ceilDiv(total, LINE);
        List<List<AlignedColumns.Column>> lines = new ArrayList<>();
        List<AlignedColumns.Column> line = new ArrayList<>();
        int used = 0;
        for (AlignedColumns.Column column : columns) {
            line.add(column);
            used += width(column);
            if (used * wanted >= total * (lines.size() + 1)) {
                lines.add(line);
                line = new ArrayList<>();
            }
        }
        if (!line.isEmpty() || lines.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static int width(AlignedColumns.Column column) {
        int width = column.reference() == null ? 0 : column.reference().length();
        for (EditStep step : column.steps()) {
            if (step != null && step.hypothesis() != null) {
                // An inserted word has a plus sign before it.
                int sign = step.kind() == EditStep.Kind.INSERTION ? 2 : 0;
                width = Math.max(width, step.hypothesis().length() + sign);
            }
        }
        return width + GAP;
    }

    private Element table(List<AlignedColumns.Column> line) {
        Element table = new Element("table");
        Element reference = row("Reference", "");
        for (AlignedColumns.Column column : line) {
            String word = column.reference();
            reference.appendChild(cell("step step-reference", word == null ? "" : word));
        }
        table.appendChild(reference);
        for (int model = 0; model < readings.size(); model++) {
            Element row = row(models.get(model), models.get(model));
            for (AlignedColumns.Column column : line) {
                EditStep step = column.steps().get(model);
                row.appendChild(step == null ? cell("step", "") : step(step, model));
            }
            table.appendChild(row);
        }
        return table;
    }

    private static Element row(String label, String title) {
        Element head = new Element("th");
        head.setText(label);
        head.setAttribute("scope", "row");
        if (!title.isEmpty()) {
            head.setAttribute("title", title);
        }
        Element row = new Element("tr");
        row.appendChild(head);
        return row;
    }

    private Element step(EditStep step, int model) {
        String found = step.hypothesis();
        String kind = step.kind().name().toLowerCase(Locale.ROOT);
        Element cell = cell("step step-" + kind, String.valueOf(found == null ? step.reference() : found));
        EvaluatedWord word = times.get(model).get(step);
        if (word != null) {
            cell.setAttribute(
                    "title",
                    String.format(
                            Locale.ENGLISH,
                            "%s, %.2f–%.2f s, confidence %s. Click to hear it.",
                            step.kind() == EditStep.Kind.HIT ? "right" : kind,
                            word.startSeconds(),
                            word.endSeconds(),
                            Formats.percent(word.confidence())));
            cell.getClassList().add("step-heard");
            cell.addEventListener("click", event -> play.accept(word));
        } else if (step.kind() != EditStep.Kind.HIT) {
            cell.setAttribute("title", kind);
        }
        return cell;
    }

    private static Element cell(String classes, String text) {
        Element cell = new Element("td");
        cell.setAttribute("class", classes);
        cell.setText(text);
        return cell;
    }
}

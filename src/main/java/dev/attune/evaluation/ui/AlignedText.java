package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Element;
import dev.attune.evaluation.AlignedColumns;
import dev.attune.evaluation.EvaluatedWord;
import dev.attune.speech.score.EditStep;
import dev.attune.ui.Formats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reference and what each model made of it, in columns; long ones go on in further lines. Errors are coloured and have a shape of their
 * own: substitutions are underlined, deletions struck through, insertions framed. Without a reference the first model's text takes its
 * place, and words that differ from it are marked without a judgement.
 *
 * <p>Cells with a time have it as {@code data-start} and {@code data-end} in seconds; the player beside them lights them while they sound.
 */
final class AlignedText extends Div {

    /** Letters that fit a line beside the models' names. */
    private static final int LINE = 80;

    /** What a column takes beside its letters. */
    private static final int GAP = 2;

    private final List<String> models;
    private final List<AlignedReading> readings;
    private final boolean judged;
    private final Set<EditStep.Kind> marked;
    private final Consumer<EvaluatedWord> play;
    private final List<Element> differences = new ArrayList<>();
    private int a;
    private int b;

    /**
     * @param models names, one a reading
     * @param judged whether the alignments are with a reference, or with the first model's text
     * @param marked errors of these kinds are marked
     * @param play hears a word
     */
    AlignedText(
            List<String> models,
            List<AlignedReading> readings,
            boolean judged,
            Set<EditStep.Kind> marked,
            Consumer<EvaluatedWord> play) {
        this.models = models;
        this.readings = readings;
        this.judged = judged;
        this.marked = marked;
        this.play = play;
        this.b = Math.min(1, readings.size() - 1);
        addClassName("aligned");
    }

    /** Compares these two models for {@link #differences()}; otherwise the first two. */
    AlignedText between(int first, int second) {
        a = first;
        b = second;
        return this;
    }

    /** Draws the columns. */
    AlignedText build() {
        if (readings.isEmpty()) {
            return this;
        }
        List<AlignedColumns.Column> columns = AlignedColumns.of(
                        readings.stream().map(AlignedReading::alignment).toList())
                .columns();
        for (List<AlignedColumns.Column> line : lines(columns)) {
            getElement().appendChild(table(line));
        }
        return this;
    }

    /** The cells where the two compared models differ, or with one model where it is wrong, from left to right. */
    List<Element> differences() {
        return Collections.unmodifiableList(differences);
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
        if (judged) {
            Element reference = row("Reference", "");
            for (AlignedColumns.Column column : line) {
                reference.appendChild(reference(column));
            }
            table.appendChild(reference);
        }
        List<Element> rows = new ArrayList<>();
        for (String model : models) {
            Element row = row(model, model);
            rows.add(row);
            table.appendChild(row);
        }
        for (AlignedColumns.Column column : line) {
            List<Element> cells = new ArrayList<>();
            for (int model = 0; model < rows.size(); model++) {
                EditStep step = column.steps().get(model);
                Element cell = step == null ? cell("step", "") : step(step, model);
                cells.add(cell);
                rows.get(model).appendChild(cell);
            }
            if (differs(column.steps().get(a), column.steps().get(b))) {
                differences.add(cells.get(b));
            }
        }
        return table;
    }

    /** With one model every error counts, with two what one of them has and the other has not. */
    private boolean differs(@Nullable EditStep first, @Nullable EditStep second) {
        if (a == b) {
            return first != null && first.kind() != EditStep.Kind.HIT;
        }
        return !Objects.equals(first == null ? null : first.hypothesis(), second == null ? null : second.hypothesis());
    }

    /** The reference has the time of the first model that recognised the word. */
    private Element reference(AlignedColumns.Column column) {
        String word = column.reference();
        Element cell = cell("step step-reference", word == null ? "" : word);
        for (int model = 0; model < readings.size(); model++) {
            EditStep step = column.steps().get(model);
            EvaluatedWord heard = step != null && step.kind() == EditStep.Kind.HIT
                    ? readings.get(model).times().get(step)
                    : null;
            if (heard != null) {
                hear(cell, heard, "");
                break;
            }
        }
        return cell;
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
        boolean right = step.kind() == EditStep.Kind.HIT;
        String kind = step.kind().name().toLowerCase(Locale.ROOT);
        if (!right && !marked.contains(step.kind())) {
            return heard(cell("step", step.hypothesis() == null ? "" : step.hypothesis()), step, model, kind);
        }
        if (!judged) {
            String text = step.hypothesis() == null ? "\u2013" : step.hypothesis();
            return heard(cell(right ? "step" : "step step-different", text), step, model, right ? "" : "different");
        }
        String found = step.hypothesis();
        return heard(
                cell("step step-" + kind, String.valueOf(found == null ? step.reference() : found)),
                step,
                model,
                right ? "right" : kind);
    }

    private Element heard(Element cell, EditStep step, int model, String meaning) {
        EvaluatedWord word = readings.get(model).times().get(step);
        if (word != null) {
            hear(cell, word, meaning);
        } else if (step.kind() != EditStep.Kind.HIT && !meaning.isEmpty()) {
            cell.setAttribute("title", meaning);
        }
        return cell;
    }

    private void hear(Element cell, EvaluatedWord word, String meaning) {
        String times = String.format(
                Locale.ENGLISH,
                "%.2f–%.2f s, confidence %s. Click to hear it.",
                word.startSeconds(),
                word.endSeconds(),
                Formats.percent(word.confidence()));
        cell.setAttribute("title", meaning.isEmpty() ? times : meaning + ", " + times);
        cell.setAttribute("data-start", String.format(Locale.ROOT, "%.3f", word.startSeconds()));
        cell.setAttribute("data-end", String.format(Locale.ROOT, "%.3f", word.endSeconds()));
        cell.getClassList().add("step-heard");
        cell.addEventListener("click", event -> play.accept(word));
    }

    private static Element cell(String classes, String text) {
        Element cell = new Element("td");
        cell.setAttribute("class", classes);
        cell.setText(text);
        return cell;
    }
}

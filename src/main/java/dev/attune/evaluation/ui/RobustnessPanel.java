package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationCharts;
import dev.attune.evaluation.ModelFigures;
import dev.attune.evaluation.Robustness;
import dev.attune.evaluation.RobustnessService;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.ui.LiveJobs;
import dev.attune.shared.ProblemException;
import dev.attune.speech.audio.Degradation.Kind;
import dev.attune.ui.ChartView;
import dev.attune.ui.Formats;
import dev.attune.ui.JobMeter;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import dev.attune.ui.Section;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The models of a test under noise, echoes, a telephone line and other speeds. */
final class RobustnessPanel extends Div {

    private static final int USUAL = 100;

    private final RobustnessService robustness;
    private final Evaluation evaluation;
    private final JobMeter meter = new JobMeter();
    private final Select<Integer> amount = new Select<>();
    private final Div figures = new Div();
    private int shown;

    RobustnessPanel(RobustnessService robustness, JobService jobs, Evaluation evaluation) {
        this.robustness = robustness;
        this.evaluation = evaluation;
        addClassName("form");
        int all = evaluation.utterances();
        amount.setItems(Stream.of(USUAL, 5 * USUAL, all)
                .filter(count -> count <= all)
                .distinct()
                .toList());
        amount.setItemLabelGenerator(
                count -> count == all ? "All utterances" : Formats.count(count) + " utterances, drawn evenly");
        amount.setAriaLabel("How much of the test set is degraded");
        amount.setValue(Math.min(USUAL, all));
        amount.setWidth("15rem");
        LiveJobs.follow(this, jobs, this::jobChanged);
        show();
    }

    /** In a frame with its heading. */
    Section section() {
        return new Section("Robustness", this);
    }

    private void show() {
        removeAll();
        Job running = robustness.running(evaluation.id()).orElse(null);
        Paragraph note = new Paragraph(
                "The same recordings with noise, in echoing rooms, over a telephone line and at other speeds: recognised again under twelve conditions by each model.");
        note.addClassName("form-note");
        add(note);
        Robustness found = robustness.find(evaluation).orElse(null);
        if (running == null) {
            robustness.failure(evaluation.id()).ifPresent(failure -> add(Message.bad(failure)));
            if (robustness.cancelled(evaluation.id())) {
                add(Message.neutral("The measurement was cancelled. It can go on where it was."));
            }
            add(actions(found));
        } else {
            meter.show(running.progress(), running.phase(), running.remaining());
            add(
                    meter,
                    row(new Button("Cancel", VaadinIcon.STOP.create(), event -> robustness.cancel(evaluation.id()))));
        }
        add(figures);
        showFigures(found);
    }

    private static Div row(Component... components) {
        Div row = new Div(components);
        row.addClassName("jumps");
        row.getStyle().setMarginBottom("0.25rem");
        return row;
    }

    private Component actions(@Nullable Robustness found) {
        Div row = row();
        if (found != null && !found.complete()) {
            row.add(new Button("Go on", VaadinIcon.PLAY.create(), event -> {
                robustness.resume(evaluation.id());
                show();
            }));
        }
        row.add(amount, new Button(found == null ? "Measure" : "Measure anew", event -> {
            try {
                robustness.start(evaluation.id(), amount.getValue());
            } catch (ProblemException e) {
                Notifications.failed(String.valueOf(e.getMessage()));
            }
            show();
        }));
        return row;
    }

    private void showFigures(@Nullable Robustness found) {
        figures.removeAll();
        shown = found == null ? 0 : found.measured();
        if (found == null || shown == 0) {
            return;
        }
        found.sentences().forEach(sentence -> figures.add(new Paragraph(sentence)));
        Div charts = new Div();
        charts.addClassName("chart-pair");
        Stream.of(Kind.NOISE, Kind.REVERBERATION, Kind.SPEED)
                .filter(found::has)
                .forEach(kind ->
                        charts.add(new Section(kind.label(), new ChartView(EvaluationCharts.robustness(found, kind)))));
        figures.add(charts, table(found));
        robustness.utterances(evaluation.id()).ifPresent(count -> {
            Paragraph size = new Paragraph("Measured on " + Formats.count(count, "utterance")
                    + "; word error rates with their 95 % intervals. Clean: as recorded.");
            size.addClassName("form-note");
            figures.add(size);
        });
    }

    private static Component table(Robustness found) {
        NativeTable table = new NativeTable();
        table.addClassName("figures");
        NativeTableRow head = table.getHead().addRow();
        head.addHeaderCell().setText("Condition");
        found.models().forEach(name -> head.addHeaderCell().setText(name));
        for (Robustness.Row condition : found.rows()) {
            NativeTableRow row = table.getBody().addRow();
            row.addDataCell().setText(condition.condition().label());
            for (ModelFigures figures : condition.figures()) {
                row.addDataCell()
                        .setText(
                                figures == null
                                        ? "\u2013"
                                        : Formats.percent(figures.wordErrorRate()) + " ("
                                                + Formats.percent(figures.low()) + " \u2013 "
                                                + Formats.percent(figures.high()) + ")");
            }
        }
        Div scroll = new Div(table);
        scroll.addClassName("scroll-x");
        return scroll;
    }

    private void jobChanged(Job job) {
        if (!job.subject().equals(robustness.subject(evaluation.id()))) {
            return;
        }
        if (job.state().isFinal()) {
            show();
            return;
        }
        meter.show(job.progress(), job.phase(), job.remaining());
        // The curves grow with each condition that is done.
        robustness.find(evaluation).filter(found -> found.measured() != shown).ifPresent(this::showFigures);
    }
}

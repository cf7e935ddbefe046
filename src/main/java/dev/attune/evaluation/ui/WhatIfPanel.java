package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.dom.Style;
import com.vaadin.flow.server.Command;
import dev.attune.dataset.Dataset;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.FoundSettings;
import dev.attune.evaluation.TestedModel;
import dev.attune.evaluation.WhatIfResult;
import dev.attune.evaluation.WhatIfService;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.ui.LiveJobs;
import dev.attune.shared.ProblemException;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.UtteranceScore;
import dev.attune.ui.Fact;
import dev.attune.ui.Formats;
import dev.attune.ui.JobMeter;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import dev.attune.ui.Section;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decoder settings of a model on sliders: what they would make of this test, a search for better ones, and the way into the model. */
final class WhatIfPanel extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(WhatIfPanel.class);
    private static final int SHOWN_CHANGES = 20;

    private final WhatIfService whatIf;
    private final Evaluation evaluation;
    private final ModelChoice model;
    private final SettingField lmWeight = new SettingField(
            "Weight of the language model", "More trusts the texts, less the sounds", 0, 3, 0.05, this::attempt);
    private final SettingField wordBonus =
            new SettingField("Word bonus", "More gives more and shorter words", -5, 5, 0.25, this::attempt);
    private final SettingField blankPenalty = new SettingField(
            "Blank penalty", "More brings back words that were dropped, and inserts some", 0, 5, 0.25, this::attempt);
    private final SettingField beam = new SettingField(
            "Beam", "Readings kept at a time: more is slower, seldom better", 10, 1000, 10, this::attempt);
    private final TextArea phrases = new TextArea("Phrases that are expected, one a line");
    private final Select<Boolean> whole = new Select<>();
    private final JobMeter meter = new JobMeter();
    private final Div outcome = new Div();
    private final Button keep = new Button("Keep as this model\u2019s default", event -> keep());
    private final Select<Dataset> developmentSet = new Select<>();
    private final Div search = new Div();
    private final JobMeter searchMeter = new JobMeter();
    private WhatIfService.@Nullable Trial trial;

    WhatIfPanel(WhatIfService whatIf, JobService jobs, Evaluation evaluation) {
        this.whatIf = whatIf;
        this.evaluation = evaluation;
        addClassName("form");
        List<TestedModel> models = evaluation.models();
        model = new ModelChoice(
                models.stream().map(TestedModel::name).toList(), "Model whose settings are tried", models.size() - 1);
        model.addValueChangeListener(event -> showModel());
        Paragraph note = new Paragraph(
                "What the network heard is decoded again with other settings; the model stays as it is. The first trial takes longer, as the network has to listen.");
        note.addClassName("form-note");
        Div fields = row(lmWeight, wordBonus, blankPenalty, beam);
        phrases.setWidthFull();
        phrases.setMaxHeight("8rem");
        whole.setItems(false, true);
        whole.setItemLabelGenerator(all -> all
                ? "All utterances"
                : "A sample of " + Formats.length(Math.min(WhatIfService.QUICK_SECONDS, evaluation.audioSeconds())));
        whole.setAriaLabel("How much of the test set is tried");
        whole.setValue(!whatIf.isLong(evaluation));
        whole.setWidth("15rem");
        whole.setVisible(whatIf.isLong(evaluation));
        Button attempt = new Button("Try", VaadinIcon.PLAY.create(), event -> attempt());
        attempt.addThemeVariants(ButtonVariant.PRIMARY);
        Button reset = new Button("The model\u2019s own settings", event -> showModel());
        meter.setVisible(false);
        search.getStyle()
                .setDisplay(Style.Display.FLEX)
                .setFlexDirection(Style.FlexDirection.COLUMN)
                .setGap("0.75rem");
        model.setWidth("16rem");
        developmentSet.setItems(whatIf.developmentSets(evaluation.project()));
        developmentSet.setItemLabelGenerator(Dataset::name);
        developmentSet.setLabel("Search on");
        developmentSet.setPlaceholder("Data set");
        developmentSet.addValueChangeListener(event -> showSearch());
        add(note, fields, phrases, row(attempt, whole, reset, keep), meter, outcome, search);
        LiveJobs.follow(this, jobs, this::jobChanged);
        showModel();
    }

    /** In a frame with its heading. */
    Section section() {
        return evaluation.models().size() > 1
                ? new Section("What if", this).withTools(model)
                : new Section("What if", this);
    }

    private static Div row(Component... components) {
        Div row = new Div(components);
        row.getStyle()
                .setDisplay(Style.Display.FLEX)
                .setFlexWrap(Style.FlexWrap.WRAP)
                .setGap("1rem")
                .setAlignItems(Style.AlignItems.END);
        return row;
    }

    private TestedModel tested() {
        return evaluation.models().get(model.getValue());
    }

    private void showModel() {
        stop();
        outcome.removeAll();
        var own = whatIf.options(tested());
        own.ifPresent(this::show);
        boolean keepable = whatIf.keepable(tested());
        keep.setEnabled(keepable);
        keep.setTooltipText(
                keepable
                        ? "Every use of the model takes these settings from then on"
                        : "Only a project\u2019s own model can be changed; baselines belong to all projects");
        if (own.isEmpty()) {
            outcome.add(Message.neutral("This model does not exist any more; nothing can be tried with it."));
        }
        showSearch();
    }

    private void show(BeamOptions options) {
        lmWeight.setValue(options.lmWeight());
        wordBonus.setValue(options.wordBonus());
        blankPenalty.setValue(options.blankPenalty());
        beam.setValue(options.beamSize());
    }

    private boolean valid() {
        return lmWeight.valid() && wordBonus.valid() && blankPenalty.valid() && beam.valid();
    }

    /** The model's own options with what the fields say. */
    private @Nullable BeamOptions options() {
        BeamOptions own = whatIf.options(tested()).orElse(null);
        return own == null || !valid()
                ? null
                : new BeamOptions(
                        (int) beam.value(),
                        own.beamThreshold(),
                        lmWeight.value(),
                        wordBonus.value(),
                        own.nBest(),
                        blankPenalty.value(),
                        own.unknownWordPenalty());
    }

    private void attempt() {
        BeamOptions options = options();
        if (options == null) {
            return;
        }
        stop();
        UI ui = UI.getCurrent();
        meter.setVisible(true);
        meter.show(0, "Waiting for its turn", null);
        WhatIfService.Trial started = whatIf.attempt(
                evaluation,
                model.getValue(),
                new WhatIfService.Settings(options, phrases.getValue().lines().toList()),
                Boolean.TRUE.equals(whole.getValue()),
                (fraction, phase) -> later(ui, () -> meter.show(fraction, phase, null)));
        trial = started;
        started.result()
                .whenComplete((result, failure) -> later(ui, () -> {
                    if (trial == started) {
                        meter.setVisible(false);
                        show(result, failure);
                    }
                }));
    }

    private static void later(UI ui, Command command) {
        // The page may have been closed meanwhile.
        if (!ui.isClosing() && ui.isAttached()) {
            ui.access(command);
        }
    }

    private void stop() {
        WhatIfService.Trial running = trial;
        if (running != null) {
            running.stop();
            trial = null;
            meter.setVisible(false);
        }
    }

    private void show(@Nullable WhatIfResult result, @Nullable Throwable failure) {
        outcome.removeAll();
        if (result != null) {
            showResult(result);
            return;
        }
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof CancellationException) {
            return;
        }
        if (!(cause instanceof ProblemException)) {
            LOG.error("A trial of decoder settings failed", cause);
        }
        outcome.add(Message.bad(
                cause instanceof ProblemException
                        ? String.valueOf(cause.getMessage())
                        : "The trial failed; the log of the workbench says why."));
    }

    private void showResult(WhatIfResult result) {
        Div facts = Fact.row(
                new Fact("Word error rate", Formats.percent(result.after().wordErrorRate())),
                new Fact("As tested", Formats.percent(result.before().wordErrorRate())),
                new Fact(
                        "Change in points",
                        Formats.points(result.change().difference()) + " (95 %: "
                                + Formats.points(result.change().low()) + " to "
                                + Formats.points(result.change().high()) + ")"),
                new Fact("Utterances", Formats.count(result.after().utterances())),
                new Fact("Changed texts", Formats.count(result.changed().size())));
        facts.getStyle().setMarginBottom("0.75rem");
        outcome.add(facts, verdict(result));
        result.changed().stream()
                .sorted(Comparator.comparingInt((WhatIfResult.Changed each) -> -Math.abs(each.moreErrors())))
                .limit(SHOWN_CHANGES)
                .forEach(each -> outcome.add(changed(each)));
        if (result.changed().size() > SHOWN_CHANGES) {
            Paragraph more = new Paragraph("The " + SHOWN_CHANGES + " with the greatest change of "
                    + Formats.count(result.changed().size()) + ".");
            more.addClassName("form-note");
            outcome.add(more);
        }
    }

    private static Message verdict(WhatIfResult result) {
        String sentence = result.conclusion().sentence();
        return switch (result.conclusion().verdict()) {
            case BETTER -> Message.good(sentence);
            case WORSE -> Message.warning(sentence);
            case UNDECIDED -> Message.neutral(sentence);
        };
    }

    private static Component changed(WhatIfResult.Changed each) {
        int more = each.moreErrors();
        Div head = new Div(each.after().id() + ", "
                + (more == 0
                        ? "as many errors"
                        : Formats.count(Math.abs(more), "error") + (more < 0 ? " fewer" : " more")));
        head.addClassNames("quiet", "small");
        Div row = new Div(
                head,
                line("Said", each.after(), EditStep::reference),
                line("As tested", each.before(), EditStep::hypothesis),
                line("This trial", each.after(), EditStep::hypothesis));
        row.addClassNames("stack", "what-if-change");
        row.getStyle().setMarginTop("0.75rem");
        return row;
    }

    /** The labels of an utterance's lines stand below each other, and so do its texts. */
    private static Component line(String label, UtteranceScore score, Function<EditStep, @Nullable String> word) {
        String text = score.alignment().steps().stream()
                .map(word)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        Span name = new Span(label);
        name.addClassName("quiet");
        name.getStyle().set("flex", "none").setWidth("5.5rem");
        Div line = new Div(name, new Span(text.isEmpty() ? "(nothing)" : text));
        line.getStyle().setDisplay(Style.Display.FLEX).setGap("0.5rem");
        return line;
    }

    private void showSearch() {
        search.removeAll();
        int place = model.getValue();
        Job running = whatIf.running(evaluation.id(), place).orElse(null);
        if (running != null) {
            searchMeter.show(running.progress(), running.phase(), running.remaining());
            search.add(
                    searchMeter,
                    row(new Button(
                            "Cancel the search",
                            VaadinIcon.STOP.create(),
                            event -> whatIf.cancelSearch(evaluation.id(), place))));
            return;
        }
        Paragraph note = new Paragraph(
                "A search tries some fifty settings on recordings with transcripts and tells which make the fewest errors. Choose others than those of this test.");
        note.addClassName("form-note");
        search.add(note);
        Button start = new Button("Search", VaadinIcon.SEARCH.create(), event -> startSearch());
        start.setEnabled(developmentSet.getValue() != null);
        start.setTooltipText("Up to ten minutes of the set; takes minutes");
        search.add(row(developmentSet, start));
        Dataset chosen = developmentSet.getValue();
        if (chosen != null) {
            whatIf.doubt(evaluation, chosen.id()).ifPresent(doubt -> search.add(Message.warning(doubt)));
        }
        if (whatIf.searchCancelled(evaluation.id(), place)) {
            search.add(Message.neutral("The last search was cancelled."));
        }
        whatIf.searchFailure(evaluation.id(), place).ifPresent(failure -> search.add(Message.bad(failure)));
        whatIf.found(evaluation.id(), place).ifPresent(found -> search.add(found(found)));
    }

    private Component found(FoundSettings found) {
        Paragraph sentence = new Paragraph(String.format(
                Locale.ROOT,
                "Last search: language model %.2f, word bonus %.2f, blank penalty %.2f. %s",
                found.lmWeight(),
                found.wordBonus(),
                found.blankPenalty(),
                found.sentence()));
        Button use = new Button("Try these settings", event -> {
            lmWeight.setValue(found.lmWeight());
            wordBonus.setValue(found.wordBonus());
            blankPenalty.setValue(found.blankPenalty());
            attempt();
        });
        return new Div(sentence, use);
    }

    private void startSearch() {
        try {
            whatIf.search(
                    evaluation, model.getValue(), developmentSet.getValue().id());
        } catch (ProblemException e) {
            Notifications.failed(String.valueOf(e.getMessage()));
        }
        showSearch();
    }

    private void jobChanged(Job job) {
        if (job.subject().equals(whatIf.searchSubject(evaluation.id(), model.getValue()))) {
            searchMeter.show(job.progress(), job.phase(), job.remaining());
            if (job.state().isFinal()) {
                showSearch();
            }
        }
    }

    private void keep() {
        BeamOptions options = options();
        if (options == null) {
            return;
        }
        try {
            whatIf.keep(evaluation, model.getValue(), options);
            Notifications.done("\"" + tested().name()
                    + "\" uses these settings from now on. Tests made before keep their results.");
        } catch (ProblemException e) {
            Notifications.failed(String.valueOf(e.getMessage()));
        }
    }
}

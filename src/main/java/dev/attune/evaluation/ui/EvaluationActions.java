package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationReport;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.ReportWriter;
import dev.attune.ui.Dialogs;
import dev.attune.ui.Notifications;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/** What more than one page offers to do with a test. */
final class EvaluationActions {

    private EvaluationActions() {}

    static void askDelete(EvaluationService evaluations, Evaluation evaluation, Runnable afterwards) {
        Dialogs.confirmDelete(
                "the test \"" + evaluation.name() + "\"",
                "Its figures and its comparison are removed. The data set and the models stay.",
                () -> {
                    evaluations.delete(evaluation.id());
                    Notifications.done("The test \"" + evaluation.name() + "\" was deleted.");
                    afterwards.run();
                });
    }

    /** A link that makes the report when it is pressed. */
    static Anchor htmlReport(EvaluationService evaluations, Evaluation evaluation) {
        return download(evaluations, evaluation, "HTML report", ".html", "text/html", ReportWriter::html);
    }

    /** A link to all utterances as a table. */
    static Anchor csv(EvaluationService evaluations, Evaluation evaluation) {
        return download(
                evaluations,
                evaluation,
                "CSV",
                ".csv",
                "text/csv",
                report -> ReportWriter.utterancesCsv(report.comparison()));
    }

    private static Anchor download(
            EvaluationService evaluations,
            Evaluation evaluation,
            String label,
            String extension,
            String type,
            Function<EvaluationReport, String> content) {
        Anchor link = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    byte[] bytes =
                            content.apply(evaluations.report(evaluation.id())).getBytes(StandardCharsets.UTF_8);
                    return new DownloadResponse(
                            new ByteArrayInputStream(bytes),
                            fileName(evaluation.name()) + extension,
                            type,
                            bytes.length);
                }),
                AttachmentType.DOWNLOAD,
                label);
        link.setRouterIgnore(true);
        link.addClassName("button-link");
        return link;
    }

    /** Letters and digits of the name, with hyphens for the rest. */
    static String fileName(String name) {
        String plain = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", "-")
                .replaceAll("^-|-$", "");
        return plain.isEmpty() ? "test" : plain;
    }
}

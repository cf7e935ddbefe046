/**
 * Evaluations: several models on one test set, their error rates, and what may be concluded from them. May use {@code training}, {@code model},
 * {@code dataset}, {@code project}, {@code job}, {@code chart}, {@code shared} and the engine.
 *
 * <p>{@link dev.attune.evaluation.Comparison}, {@link dev.attune.evaluation.Conclusion}, {@link dev.attune.evaluation.AlignedColumns} and
 * {@link dev.attune.evaluation.ReportWriter} are plain Java and serve the command line too, without a database:
 *
 * <pre>{@code
 * List<ComparedUtterance> utterances = ...;                       // the test set, in its order
 * List<String> recognised = ...;                                  // one normalised text an utterance, for each model
 * ComparedModel model = ComparedModel.score("name", utterances, recognised);
 * Comparison comparison = Comparison.of(utterances, List.of(model, otherModel));
 * ReportWriter.write(new EvaluationReport("title", "", "test set", Instant.now(), comparison), folder);
 * }</pre>
 */
@NullMarked
package dev.attune.evaluation;

import org.jspecify.annotations.NullMarked;

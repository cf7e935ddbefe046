package dev.attune.evaluation;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetUtterance;
import dev.attune.job.JobContext;
import dev.attune.job.JobHandler;
import dev.attune.shared.ProblemException;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.tune.DecoderSearch;
import dev.attune.speech.tune.EvenSample;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Searches decoder settings for one model of an evaluation on a development set. After a restart it begins anew. */
@Component
class SearchHandler implements JobHandler {

    static final String KIND = "decoder-search";

    /** Some fifty trials of this much speech take minutes, and settings that differ on more hardly differ. */
    static final double MOST_SECONDS = 600;

    /** As many as decode at once in a trial. */
    static final int THREADS = 2;

    private static final double HEARING_SHARE = 0.1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EvaluationStore evaluations;
    private final SearchStore searches;
    private final DatasetService datasets;
    private final HeardSets heardSets;

    SearchHandler(EvaluationStore evaluations, SearchStore searches, DatasetService datasets, HeardSets heardSets) {
        this.evaluations = evaluations;
        this.searches = searches;
        this.datasets = datasets;
        this.heardSets = heardSets;
    }

    static String subject(EvaluationId id, int model) {
        return "search:" + id + ":" + model;
    }

    static String parameters(EvaluationId id, int model, DatasetId dataset) {
        return JSON.createObjectNode()
                .put("evaluation", id.toString())
                .put("model", model)
                .put("dataset", dataset.toString())
                .toString();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext context) {
        JsonNode parameters = JSON.readTree(context.parameters());
        EvaluationId id = EvaluationId.of(parameters.get("evaluation").asString());
        int model = parameters.get("model").asInt();
        Evaluation evaluation = evaluations.find(id).orElseThrow(() -> new CancellationException("deleted"));
        Dataset dataset = datasets.find(DatasetId.of(parameters.get("dataset").asString()))
                .orElseThrow(() -> new ProblemException(
                        "DatasetNotFound", "The development set does not exist any more. Choose another one."));
        FoundSettings found = search(context, evaluation.models().get(model).modelId(), dataset);
        try {
            searches.keep(id, model, found);
        } catch (DataIntegrityViolationException e) {
            throw new CancellationException("the evaluation was deleted");
        }
        context.log(found.sentence());
    }

    private FoundSettings search(JobContext context, String modelId, Dataset dataset) {
        BooleanSupplier stopped = () -> context.cancellation().isCancelled();
        context.progress(0, "Listening to the development set");
        List<HeardSets.Source> sources = sources(dataset);
        HeardSets.Heard heard = heardSets.get(
                modelId,
                "development set " + dataset.id() + " " + dataset.contentHash(),
                sources,
                stopped,
                fraction -> context.progress(HEARING_SHARE * fraction, "Listening to the development set"));
        DecoderSearch.Result result = DecoderSearch.search(
                heard.set(),
                heard.recognizer().beamDecoder().orElseThrow(),
                THREADS,
                stopped,
                soFar -> context.progress(
                        HEARING_SHARE + (1 - HEARING_SHARE) * soFar.trials().size() / DecoderSearch.MOST_TRIALS,
                        "Trying settings, best so far "
                                + FigureTexts.percent(soFar.best().wordErrorRate())));
        BeamOptions best = result.best().options();
        return new FoundSettings(
                dataset.id(),
                dataset.name(),
                dataset.contentHash(),
                sources.size(),
                result.trials().size(),
                result.start().words().words(),
                result.start().words().errors(),
                result.best().words().errors(),
                best.lmWeight(),
                best.wordBonus(),
                best.blankPenalty());
    }

    private List<HeardSets.Source> sources(Dataset dataset) {
        TextNormalizer normalizer = TextNormalizer.forLocale(dataset.locale());
        List<DatasetUtterance> all = datasets.allUtterances(dataset.id()).toList();
        return EvenSample.ofSeconds(all, DatasetUtterance::seconds, MOST_SECONDS).stream()
                .map(utterance -> new HeardSets.Source(
                        utterance.id(), utterance.audio(), normalizer.normalize(utterance.transcript())))
                .toList();
    }
}

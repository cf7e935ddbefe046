package dev.attune.speech.train;

import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.modelpackage.PackageEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The language model's part of a custom model: the baseline's model mixed with the user's sentences, and what each weight of them would do. */
final class LanguageModelStage {

    private final AdaptationRequest request;
    private final Path workFolder;
    private final TrainingRun run;

    LanguageModelStage(AdaptationRequest request, Path workFolder, TrainingRun run) {
        this.request = request;
        this.workFolder = workFolder;
        this.run = run;
    }

    /** @return what other weights would do; {@link MixingCurve#NONE} if there was nothing to try them on */
    MixingCurve mix(Baseline baseline, UserData data) throws IOException {
        UserLanguageModel mixture = UserLanguageModel.of(
                CompactLm.read(baseline.model().file(PackageEntry.LANGUAGE_MODEL)),
                data.sentences(),
                data.classes(),
                data.lexicon().given(),
                request.lmWeight(),
                request.seed());
        Path file = workFolder.resolve(PackageEntry.LANGUAGE_MODEL.fileName());
        CompactLm.write(mixture.model(), file);
        run.file(PackageEntry.LANGUAGE_MODEL, file);
        if (mixture.share() > 0) {
            run.figure("lmWeight", mixture.share());
            run.setting("lmWeight", String.valueOf(mixture.share()));
            run.setting("lmWeightChosenBy", request.lmWeight() > 0 ? "user" : "sentences held out");
            run.remark("The language model is %.0f %% of the data's own sentences.", 100 * mixture.share());
        }
        if (!mixture.curve().points().isEmpty()) {
            tell(mixture.curve(), mixture.share());
        }
        return mixture.curve();
    }

    private void tell(MixingCurve curve, double share) {
        curve.points().forEach(point -> run.listener()
                .on(new TrainingEvent.Mixing(point.weight(), point.textPerplexity(), point.generalPerplexity())));
        MixingCurve.Point chosen = curve.at(share);
        double general = curve.points().getFirst().generalPerplexity();
        boolean possible = Double.isFinite(chosen.textPerplexity());
        if (possible) {
            run.figure("textPerplexity", chosen.textPerplexity());
        }
        run.figure("generalPerplexityBefore", general);
        run.figure("generalPerplexity", chosen.generalPerplexity());
        run.figure("unknownWordsBefore", curve.unknownBefore());
        run.figure("unknownWords", curve.unknownAfter());
        run.remark(
                "Sentences kept aside: %s, %.1f %% of their words unknown (%.1f %% to the baseline)."
                        + " General speech: perplexity %.1f, %.1f with the baseline.",
                possible
                        ? String.format(Locale.ROOT, "perplexity %.1f", chosen.textPerplexity())
                        : "some words cannot come with this weight",
                100 * curve.unknownAfter(),
                100 * curve.unknownBefore(),
                chosen.generalPerplexity(),
                general);
    }
}

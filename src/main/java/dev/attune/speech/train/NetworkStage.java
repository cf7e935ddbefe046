package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.djl.Arithmetic;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The network's part of a custom model: from speech to trained weights and their ONNX file, if they are better than the baseline's. */
final class NetworkStage {

    private static final int PARITY_UTTERANCES = 5;

    private final AdaptationRequest request;
    private final ModelTrainer.NetworkSettings networkSettings;
    private final Path workFolder;
    private final TrainingRun run;

    NetworkStage(
            AdaptationRequest request, ModelTrainer.NetworkSettings networkSettings, Path workFolder, TrainingRun run) {
        this.request = request;
        this.networkSettings = networkSettings;
        this.workFolder = workFolder;
        this.run = run;
    }

    /**
     * @param data with speech
     * @throws TrainingFailedException if there is too little speech, the loss diverges, or ONNX does not agree with PyTorch
     */
    void adapt(Baseline baseline, UserData data) throws TrainingFailedException, IOException, InterruptedException {
        ModelPackage model = baseline.model();
        NetworkDescription network = baseline.network();
        TokenSet phones = TokenSet.read(model.file(PackageEntry.PHONES));
        TokenSet letters = TokenSet.read(model.file(PackageEntry.LETTERS));
        UserAudio audio = new UserAudio(network, data.lexicon().all(), phones, letters, workFolder);
        NetworkExamples examples = NetworkExamples.prepare(request, data, audio, model, run);
        TrainingConfig config = networkSettings.of(examples, request.maxMinutes(), request.seed());
        run.setting("replayedSeconds", String.format(Locale.ROOT, "%.0f", examples.replayedSeconds()));
        run.setting("training", config.toString());
        run.setting("arithmetic", Arithmetic.ofThisMachine().name());
        Safetensors weights = Safetensors.read(model.file(PackageEntry.ACOUSTIC_WEIGHTS));
        NetworkAdaptation.Result result = new NetworkAdaptation(network, workFolder, run.listener(), run.cancelled())
                .run(weights, examples.split(), examples.replay(), () -> wordMeter(baseline, data, examples), config);
        run.figure("steps", result.steps());
        run.figure("validationLossBefore", result.before().lossPerToken());
        run.figure("validationLossAfter", result.after().lossPerToken());
        run.figure("tokenErrorRateBefore", result.before().errorRate());
        run.figure("tokenErrorRateAfter", result.after().errorRate());
        run.setting("rehearsalWeight", String.valueOf(NetworkAdaptation.rehearsalWeight(result.before(), config)));
        run.setting("networkShare", String.valueOf(result.share()));
        if (result.share() > 0) {
            export(network, result, examples.split());
        }
    }

    /** Decodes as the model will, but with a language model that has not read what is said in the utterances kept aside. */
    private WordMeter wordMeter(Baseline baseline, UserData data, NetworkExamples examples) throws IOException {
        List<List<String>> others = data.sentences();
        examples.split()
                .validation()
                .forEach(utterance -> others.remove(examples.words().get(utterance)));
        LanguageModel lm = UserLanguageModel.of(
                        CompactLm.read(baseline.model().file(PackageEntry.LANGUAGE_MODEL)),
                        others,
                        data.classes(),
                        data.lexicon().given(),
                        request.lmWeight(),
                        request.seed())
                .model();
        return new WordMeter(
                BeamDecoder.phones(
                        data.lexicon().all(),
                        baseline.tokens(),
                        lm,
                        BeamOptions.of(baseline.model().description().decoder())),
                examples.words());
    }

    private void export(NetworkDescription network, NetworkAdaptation.Result result, SpeakerSplit split)
            throws TrainingFailedException, IOException {
        run.begin("Checking the network");
        List<FeatureMatrix> features = new ArrayList<>();
        for (TrainingExample example :
                split.validation().stream().limit(PARITY_UTTERANCES).toList()) {
            features.add(LogMelExtractor.standard().extract(example.clip()));
        }
        Path weights = workFolder.resolve("final-" + PackageEntry.ACOUSTIC_WEIGHTS.fileName());
        Path onnx = workFolder.resolve(PackageEntry.ACOUSTIC_ONNX.fileName());
        double difference = NetworkExport.write(network, result.weights(), features, weights, onnx);
        run.remark("ONNX agrees with PyTorch within %.1e.", difference);
        run.file(PackageEntry.ACOUSTIC_WEIGHTS, weights);
        run.file(PackageEntry.ACOUSTIC_ONNX, onnx);
    }
}

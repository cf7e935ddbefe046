// Decodes WAV files with sherpa-onnx: node sherpa-decode.cjs MODEL TOKENS WAV...; one line of JSON a file, in the order given.
// The package is found through NODE_PATH.
const sherpa = require('sherpa-onnx-node');

const [model, tokens, ...files] = process.argv.slice(2);
const recognizer = new sherpa.OfflineRecognizer({
  featConfig: {sampleRate: 16000, featureDim: 80},
  modelConfig: {zipformerCtc: {model}, tokens, numThreads: 1, provider: 'cpu'},
});
for (const file of files) {
  const wave = sherpa.readWave(file);
  const stream = recognizer.createStream();
  stream.acceptWaveform({sampleRate: wave.sampleRate, samples: wave.samples});
  recognizer.decode(stream);
  const result = recognizer.getResult(stream);
  console.log(JSON.stringify({text: result.text, tokens: result.tokens, timestamps: result.timestamps}));
}

/**
 * Makes the material from which a shipped baseline is trained: general English text, a lexicon, synthetic speech and imported recordings.
 *
 * <p>Called by {@code baseline build}; plain Java that may use {@code dev.attune.speech}. The work folder is filled in stages
 * ({@link dev.attune.baseline.CorpusBuilder}); a finished stage is found again on the next call and not repeated:
 *
 * <pre>
 * packages/ unpacked/      Debian packages with the texts
 * text/NAME.txt            sentences of one source: lower-case a-z, apostrophe, blanks; numbers as words
 * sources.tsv              package, version, licence, lines, words
 * lm-text.txt              text for lexicon and speech, and for the language model where it is not mixed of parts
 * speech-text.txt          sentences to be spoken
 * lexicon.tsv              see {@link dev.attune.speech.text.Lexicon}
 * shards/NNN/ real/NNN/    speech, see below
 * </pre>
 *
 * <p>A shard is a folder with {@code pcm.s16le} (all utterances joined: 16 kHz, mono, signed 16 bit, little endian) and
 * {@code index.tsv} with one line an utterance: {@code id, offsetSamples, samples, engine, voice, split (train or dev), text},
 * separated by tabs, UTF-8, no header. The index is written last and renamed, so a folder without one is an unfinished shard.
 */
@org.jspecify.annotations.NullMarked
package dev.attune.baseline;

package dev.attune.speech.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What can be used of a user's data, as words.
 *
 * @param lexicon of the baseline and of every word below
 * @param written sentences of text, and of structured text with tokens of {@code classes}
 * @param classes lists of structured text: token to its items, each a list of words
 * @param recordings with their transcripts
 * @param spoken sentences of {@code written} as synthesizers say them; empty unless that was asked for
 */
record UserData(
        UserLexicon lexicon,
        List<List<String>> written,
        Map<String, List<List<String>>> classes,
        List<UserAudio.Transcribed> recordings,
        List<UserAudio.Transcribed> spoken) {

    /** What a language model learns from: what is written, then the transcripts. */
    List<List<String>> sentences() {
        List<List<String>> sentences = new ArrayList<>(written);
        recordings.forEach(recording -> sentences.add(recording.words()));
        return sentences;
    }
}

package dev.attune.speech.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sentences that a sentence with lists ({@code i want @drink}) stands for. */
final class ClassExpansion {

    private ClassExpansion() {}

    /**
     * The sentence itself if it has no list, else some of those that it stands for, each with one item of each list, drawn evenly.
     *
     * @param classes name of a list, as it stands in sentences, to the words of its items
     * @param count how many are drawn; the same one may come twice
     */
    static List<List<String>> of(
            List<String> sentence, Map<String, List<List<String>>> classes, int count, Random random) {
        if (sentence.stream().noneMatch(classes::containsKey)) {
            return List.of(sentence);
        }
        List<List<String>> expansions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> words = new ArrayList<>();
            for (String token : sentence) {
                List<List<String>> items = classes.get(token);
                if (items == null) {
                    words.add(token);
                } else {
                    words.addAll(items.get(random.nextInt(items.size())));
                }
            }
            expansions.add(words);
        }
        return expansions;
    }
}

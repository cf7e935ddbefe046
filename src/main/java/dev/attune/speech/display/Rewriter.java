package dev.attune.speech.display;

import dev.attune.speech.display.DisplayText.Word;
import dev.attune.speech.display.PhraseTable.Found;
import dev.attune.speech.display.PhraseTable.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A user's phrases that are shown otherwise. One pass from left to right; the longest old phrase wins; what was put in is not looked at again. */
final class Rewriter {

    private final PhraseTable<String> phrases = new PhraseTable<>();

    /**
     * @param english whether an old phrase in words also stands for the same with its numbers in digits, as they are shown by then
     */
    Rewriter(List<DisplayRules.Rewrite> rewrites, boolean english) {
        for (DisplayRules.Rewrite rewrite : rewrites) {
            phrases.put(PhraseTable.key(rewrite.old()), rewrite.replacement());
        }
        if (english) {
            for (DisplayRules.Rewrite rewrite : rewrites) {
                List<String> heard =
                        Arrays.asList(rewrite.old().toLowerCase(Locale.ROOT).split("\\s+"));
                List<String> key = PhraseTable.key(DisplayToken.join(EnglishItn.apply(heard)));
                if (!phrases.contains(key)) {
                    phrases.put(key, rewrite.replacement());
                }
            }
        }
    }

    List<Word> apply(List<Word> words) {
        List<Parts> parts = words.stream().map(word -> Parts.of(word.text())).toList();
        List<Word> out = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            Found<String> found = phrases.at(parts, at);
            if (found == null) {
                out.add(words.get(at++));
                continue;
            }
            String before = parts.get(at).before();
            String after = parts.get(found.to() - 1).after();
            String text = before + found.value() + (found.value().endsWith(after) ? "" : after);
            for (String word : text.split("\\s+")) {
                out.add(new Word(
                        word, words.get(at).from(), words.get(found.to() - 1).to()));
            }
            at = found.to();
        }
        return out;
    }
}

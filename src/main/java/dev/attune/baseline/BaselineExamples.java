package dev.attune.baseline;

import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.train.TrainingExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the utterances of shards into what the network learns from. */
final class BaselineExamples {

    private final Lexicon lexicon;
    private final TokenSet phones;
    private final TokenSet letters;
    private final Channel channel;
    private final @Nullable LetterToSound spelling;

    /**
     * @param spelling guesses how words outside the lexicon sound; null leaves out what has such words
     */
    BaselineExamples(
            Lexicon lexicon, TokenSet phones, TokenSet letters, Channel channel, @Nullable LetterToSound spelling) {
        this.spelling = spelling;
        this.channel = channel;
        this.lexicon = lexicon;
        this.phones = phones;
        this.letters = letters;
    }

    /** Empty if a word has no pronunciation: its letters alone would teach the phone head nothing. */
    Optional<TrainingExample> of(ShardReader shard, ShardReader.Entry entry) {
        int[] sounds = phones(entry.text());
        return sounds.length == 0
                ? Optional.empty()
                : Optional.of(new TrainingExample(
                        entry.id(),
                        () -> channel.apply(shard.read(entry)),
                        entry.seconds(),
                        sounds,
                        letters(entry.text())));
    }

    private int[] phones(String text) {
        List<Integer> ids = new ArrayList<>();
        for (String word : text.split(" ")) {
            Optional<String> pronunciation = pronunciation(word);
            if (pronunciation.isEmpty()) {
                return new int[0];
            }
            if (!ids.isEmpty()) {
                ids.add(phones.id(TokenSet.PHONE_BOUNDARY));
            }
            for (String phone : pronunciation.get().split(" ")) {
                ids.add(phones.id(phone));
            }
        }
        return toArray(ids);
    }

    private Optional<String> pronunciation(String word) {
        List<String> known = lexicon.pronunciations(word);
        if (!known.isEmpty()) {
            return Optional.of(known.getFirst());
        }
        return spelling == null
                ? Optional.empty()
                : spelling.pronounce(word, 1).stream().findFirst().map(LetterToSound.Guess::phones);
    }

    private int[] letters(String text) {
        List<Integer> ids = new ArrayList<>();
        for (char letter : text.toCharArray()) {
            ids.add(letters.id(letter == ' ' ? TokenSet.LETTER_BOUNDARY : String.valueOf(letter)));
        }
        return toArray(ids);
    }

    private static int[] toArray(List<Integer> ids) {
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }
}

package dev.attune.dataset;

import dev.attune.speech.lettertosound.Pronouncer;
import java.util.Optional;

/** What is known of the words of a language when pronunciations are checked. Whoever has models provides it; without it those checks are left out. */
public interface WordKnowledge {

    /** Of a locale such as {@code en-US}; empty if there is no model for it. */
    Optional<Words> of(String locale);

    /** The words of one language. */
    interface Words {

        /**
         * True for one of the words that people use most.
         *
         * @param word normalised
         */
        boolean isCommon(String word);

        /** How words sound. */
        Pronouncer pronouncer();
    }
}

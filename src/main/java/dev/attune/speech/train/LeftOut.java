package dev.attune.speech.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what a training leaves out, by reason, with the first example of each. */
final class LeftOut {

    private final String what;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, String> examples = new LinkedHashMap<>();

    /** @param what plural noun, for instance "lines of text" */
    LeftOut(String what) {
        this.what = what;
    }

    void add(String reason, String example) {
        counts.merge(reason, 1, Integer::sum);
        examples.putIfAbsent(reason, example);
    }

    int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The reasons with their counts for the middle of a sentence; empty if nothing was left out. */
    String summary() {
        StringBuilder text = new StringBuilder();
        counts.forEach((reason, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(reason)
                .append(" (first: ")
                .append(examples.get(reason))
                .append(')'));
        return text.toString();
    }

    /** Tells the listener, if there is anything to tell. */
    void report(TrainingListener listener) {
        if (!counts.isEmpty()) {
            listener.on(new TrainingEvent.Remark("Left out " + count() + " " + what + ": " + summary() + "."));
        }
    }
}

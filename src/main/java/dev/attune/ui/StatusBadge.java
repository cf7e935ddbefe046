package dev.attune.ui;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** A status in one word; the dot's colour and shape say the same. */
public class StatusBadge extends Span {

    /** What a status means for a person. */
    public enum Tone {
        WORKING,
        GOOD,
        BAD,
        WARNING,
        NEUTRAL
    }

    public StatusBadge(String label, Tone tone) {
        super(label);
        addClassNames("status", "status-" + tone.name().toLowerCase(Locale.ROOT));
    }

    /** The badge for one of the portal's words. */
    public static StatusBadge of(String label) {
        return new StatusBadge(
                label,
                switch (label) {
                    case "Processing" -> Tone.WORKING;
                    case "Succeeded" -> Tone.GOOD;
                    case "Failed" -> Tone.BAD;
                    default -> Tone.NEUTRAL;
                });
    }
}

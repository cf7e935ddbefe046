package dev.attune.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;

/**
 * Plays one utterance: a button and its waveform, which is fetched when it is first wanted. Arrow keys and clicks in the
 * waveform move; {@link #play(double, double)} plays a stretch.
 */
@Tag("attune-player")
@NpmPackage(value = "wavesurfer.js", version = "8.0.1")
@JsModule("./attune-player.ts")
public class Player extends Component implements HasSize {

    /** Nothing tells of a pause, so words go out when no further position comes. */
    private static final String LIGHT_WORDS =
            """
            let out;
            const light = time => {
              for (const word of this.closest('.' + $0)?.querySelectorAll('[data-start]') ?? []) {
                const sounds = Number(word.dataset.start) <= time && time < Number(word.dataset.end);
                word.classList.toggle('step-lit', sounds);
              }
            };
            this.addEventListener('position', event => {
              clearTimeout(out);
              if (this.playing) {
                light(event.detail);
                out = setTimeout(() => light(-1), 400);
              } else {
                light(-1);
              }
            });
            """;

    /**
     * @param source address from {@link AudioLinks#linkTo}
     * @param label what a screen reader says for the button, for instance the utterance's id
     */
    public Player(String source, String label) {
        getElement().setProperty("src", source);
        getElement().setProperty("label", label);
    }

    /** Draws the waveform at once and not only when play is pressed. */
    public void setEager(boolean eager) {
        getElement().setProperty("eager", eager);
    }

    /** Shows the length before the file is fetched. */
    public void setDurationSeconds(double seconds) {
        getElement().setProperty("duration", seconds);
    }

    /**
     * Lights the words beside the player while they sound: those with {@code data-start} and {@code data-end} in seconds, in the nearest
     * element around it of a class.
     */
    public void lightWordsBeside(String className) {
        getElement().executeJs(LIGHT_WORDS, className);
    }

    /** Plays from {@code startSeconds} to {@code endSeconds}. */
    public void play(double startSeconds, double endSeconds) {
        getElement().callJsFunction("playRegion", startSeconds, endSeconds);
    }
}

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

    /** Plays from {@code startSeconds} to {@code endSeconds}. */
    public void play(double startSeconds, double endSeconds) {
        getElement().callJsFunction("playRegion", startSeconds, endSeconds);
    }
}

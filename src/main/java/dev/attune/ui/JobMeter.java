package dev.attune.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far some work is: a bar, what is being done, and how long it will still take. */
public class JobMeter extends Div {

    private final ProgressBar bar = new ProgressBar();
    private final Span phase = new Span();
    private final Span rest = new Span();

    public JobMeter() {
        addClassName("job-meter");
        Div words = new Div(phase, rest);
        words.addClassName("job-words");
        add(bar, words);
    }

    /**
     * @param progress in [0, 1]
     * @param doing what is being done, may be empty
     * @param remaining null while it is unknown
     */
    public void show(double progress, String doing, @Nullable Duration remaining) {
        bar.setIndeterminate(progress <= 0);
        bar.setValue(Math.clamp(progress, 0, 1));
        bar.getElement().setAttribute("aria-label", doing.isEmpty() ? "Progress" : doing);
        phase.setText(doing.isEmpty() ? "Waiting for its turn" : doing);
        rest.setText(remaining == null ? "" : Formats.remaining(remaining) + " left");
    }
}

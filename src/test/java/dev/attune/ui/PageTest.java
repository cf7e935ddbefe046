package dev.attune.ui;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.dom.Element;
import dev.attune.Features;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens pages without a browser, on the real services with a database of their own. */
public abstract class PageTest extends BrowserlessTest {

    @TempDir
    protected Path home;

    protected Features features;

    /** Overridden, as a method of its own would run after the first page was made. */
    @Override
    @BeforeEach
    protected void initVaadinEnvironment() {
        features = Features.start(home.resolve("home"));
        SpringPages.BEANS.set(features.beans());
        super.initVaadinEnvironment();
    }

    @Override
    @AfterEach
    protected void cleanVaadinEnvironment() {
        super.cleanVaadinEnvironment();
        SpringPages.BEANS.set(null);
        features.close();
    }

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.attune.project.ui", "dev.attune.dataset.ui", "dev.attune.ui");
    }

    @Override
    protected Set<Class<?>> lookupServices() {
        return Set.of(SpringPages.class);
    }

    /** All words of a component, as somebody reads them. */
    protected static String words(Component component) {
        return texts(component.getElement())
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Stream<String> texts(Element element) {
        return element.isTextNode()
                ? Stream.of(element.getText())
                : element.getChildren().flatMap(PageTest::texts);
    }

    protected String page() {
        return words((Component) getCurrentView());
    }

    /** The one button with that text that is shown. */
    protected Button button(String text) {
        return find(Button.class)
                .withCondition(button -> button.getText().equals(text))
                .single();
    }

    protected String notifications() {
        return find(Notification.class).all().stream()
                .flatMap(notification -> Stream.of(
                        notification.getElement().getProperty("text", ""),
                        notification.getChildren().map(PageTest::words).collect(Collectors.joining(" "))))
                .collect(Collectors.joining(" "));
    }
}

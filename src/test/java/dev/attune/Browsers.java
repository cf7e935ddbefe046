package dev.attune;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless browser for a test: the Chromium or Chrome that the machine has, driven by Playwright. Nothing is downloaded.
 *
 * <p>The browser is the program that the environment variable {@code CHROMIUM} names, else one in the usual places. Without
 * one, {@link #open()} skips the test with a reason; it fails the test where {@code ATTUNE_REQUIRE_BROWSER} is {@code true}.
 */
public final class Browsers implements AutoCloseable {

    private static final List<Path> USUAL_PLACES = List.of(
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"),
            Path.of("/usr/bin/google-chrome-stable"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Browsers(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser; close it after the test. Skips or fails the calling test where the machine has none. */
    public static Browsers open() {
        Optional<Path> program = find(System.getenv("CHROMIUM"));
        if (program.isEmpty()) {
            String reason =
                    "no Chromium found: install Debian's package 'chromium' or set CHROMIUM to the browser's program";
            if (Boolean.parseBoolean(System.getenv("ATTUNE_REQUIRE_BROWSER"))) {
                Assertions.fail(reason);
            }
            Assumptions.abort(reason);
        }
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                    .setExecutablePath(program.orElseThrow())
                    .setHeadless(true)
                    .setArgs(ARGUMENTS);
            return new Browsers(playwright, playwright.chromium().launch(options));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** The program to start: {@code set} if it is given, even where it does not exist, so that a wrong setting is seen. */
    static Optional<Path> find(@Nullable String set) {
        if (set != null && !set.isBlank()) {
            return Optional.of(Path.of(set));
        }
        return USUAL_PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    /** The running browser: open contexts and pages in it. */
    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

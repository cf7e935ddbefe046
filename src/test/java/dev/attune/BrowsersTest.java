package dev.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class BrowsersTest {

    @Test
    void runsScriptsOfAPageInTheInstalledBrowser() {
        try (Browsers browsers = Browsers.open();
                Page page = browsers.browser().newPage()) {
            page.setContent("<p id=p></p><script>document.getElementById('p').textContent = 6 * 7</script>");

            assertThat(page.textContent("#p")).isEqualTo("42");
        }
    }

    @Test
    void takesTheBrowserThatIsNamed() {
        assertThat(Browsers.find("some/browser")).contains(Path.of("some/browser"));
    }
}

package dev.attune.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.attune.Browsers;
import dev.attune.speech.modelpackage.ModelPackageReader;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's main job on the sample data: upload, train from the shipped baseline, compare, download the package. */
class MainJobJourneyTest {

    private static final Path SAMPLES = Path.of("datasets-sample");
    private static final double PATIENCE_MILLIS = 60_000;
    private static final double LONG_WORK_MILLIS = 15 * 60_000;

    @TempDir
    Path home;

    @TempDir
    Path downloads;

    @Test
    void newcomerTrainsComparesAndTakesTheBetterModelHome() throws Exception {
        try (Browsers browsers = Browsers.open();
                RunningWorkbench workbench = RunningWorkbench.start(home);
                BrowserContext context = browsers.browser().newContext()) {
            setDefaultAssertionTimeout(PATIENCE_MILLIS);
            Page page = context.newPage();
            page.navigate(workbench.address());
            createProject(page, "Bakery ovens");

            upload(page, "related-text.txt");
            upload(page, "pronunciation.txt");
            upload(page, "training-audio.zip");
            upload(page, "testing-audio.zip");

            train(page, "Ovens one");
            double[] rates = compare(page, "Ovens one");
            assertTrue(
                    rates[1] < 0.7 * rates[0],
                    "the trained model should make far fewer errors than its baseline; WER in %: " + rates[0] + " and "
                            + rates[1]);

            Path zip = download(page, "Ovens one");
            assertEquals(
                    "Ovens one",
                    ModelPackageReader.describe(zip).name(),
                    "the downloaded package names itself after the training");
        }
    }

    private static void createProject(Page page, String name) {
        button(page, "New project").first().click();
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Name"))
                .fill(name);
        button(page, "Create").click();
        assertHeading(page, "Data");
    }

    private static void upload(Page page, String file) {
        button(page, "Upload data").click();
        page.locator("vaadin-upload input[type=file]").setInputFiles(SAMPLES.resolve(file));
        Locator start = button(page, "Import");
        assertThat(start).isEnabled();
        start.click();
        String name = file.substring(0, file.lastIndexOf('.'));
        Locator row = page.locator("vaadin-grid-cell-content", new Page.LocatorOptions().setHasText(file));
        assertThat(row.first()).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(page.locator("h1 .status").first()).hasText("Succeeded", longWork());
        tab(page, "Data");
        assertThat(row.first()).isVisible();
    }

    private static void train(Page page, String name) {
        tab(page, "Training");
        button(page, "Train a new model").click();
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Name"))
                .fill(name);
        for (String dataset : new String[] {"related-text", "pronunciation", "training-audio"}) {
            page.locator("vaadin-checkbox", new Page.LocatorOptions().setHasText(dataset))
                    .locator("input")
                    .check();
        }
        page.getByLabel("Test the accuracy after the training").check();
        page.getByLabel("Test data").click();
        page.locator("vaadin-select-item", new Page.LocatorOptions().setHasText("testing-audio"))
                .click();
        button(page, "Create").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(page.locator("h1 .status").first()).hasText("Succeeded", longWork());
    }

    /** Opens the test that followed the training; returns the word error rates in per cent, baseline first. */
    private static double[] compare(Page page, String model) {
        tab(page, "Testing");
        page.locator("vaadin-grid-cell-content a").first().click();
        assertThat(page.locator("h1 .status").first()).hasText("Succeeded", longWork());
        Pattern rate = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*%");
        double[] rates = new double[2];
        Locator rows = page.locator("table.figures tbody tr");
        assertThat(rows).hasCount(2);
        for (int i = 0; i < 2; i++) {
            Matcher matcher = rate.matcher(rows.nth(i).locator("td").nth(1).innerText());
            assertTrue(matcher.find(), rows.nth(i).innerText());
            rates[i] = Double.parseDouble(matcher.group(1));
        }
        assertThat(rows.nth(1)).containsText(model);
        return rates;
    }

    private Path download(Page page, String model) {
        tab(page, "Models");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(model).setExact(true))
                .click();
        Download download =
                page.waitForDownload(() -> button(page, "Download package").click());
        Path zip = downloads.resolve(download.suggestedFilename());
        download.saveAs(zip);
        return zip;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void tab(Page page, String name) {
        page.locator("vaadin-side-nav-item", new Page.LocatorOptions().setHasText(name))
                .first()
                .click();
        assertHeading(page, name);
    }

    private static void assertHeading(Page page, String name) {
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(name).setExact(true)))
                .isVisible();
    }

    private static LocatorAssertions.HasTextOptions longWork() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG_WORK_MILLIS);
    }
}

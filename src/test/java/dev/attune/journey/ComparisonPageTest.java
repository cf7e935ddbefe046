package dev.attune.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.attune.Browsers;
import dev.attune.dataset.DatasetId;
import dev.attune.evaluation.EvaluationId;
import dev.attune.evaluation.FakeModels;
import dev.attune.evaluation.Workbench;
import dev.attune.project.ProjectId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The result of a test in a real browser: the colours that a person sees against the counts that the page states. */
class ComparisonPageTest {

    private static final int UTTERANCES = 45;
    private static final double PATIENCE_MILLIS = 120_000;

    /** For each model, how many marks of each kind the rows of this page show; and the background of each kind. */
    private static final String MARKS =
            """
            () => {
              const found = {};
              for (const table of document.querySelectorAll('.comparison .aligned table')) {
                [...table.rows].slice(1).forEach((row, model) => {
                  for (const cell of row.cells) {
                    for (const kind of ['substitution', 'deletion', 'insertion']) {
                      if (cell.classList.contains('step-' + kind) && cell.offsetWidth > 0) {
                        const style = getComputedStyle(cell);
                        const key = [model, kind, style.backgroundColor, style.textDecorationLine, style.outlineStyle].join('|');
                        found[key] = (found[key] || 0) + 1;
                      }
                    }
                  }
                });
              }
              return found;
            }
            """;

    @TempDir
    Path home;

    @Test
    void thereIsAColouredMarkForEachCountedError() throws Exception {
        String path = evaluated();
        try (Browsers browsers = Browsers.open();
                RunningWorkbench workbench = RunningWorkbench.start(home);
                BrowserContext context = browsers.browser().newContext()) {
            setDefaultAssertionTimeout(PATIENCE_MILLIS);
            Page page = context.newPage();
            page.setDefaultTimeout(PATIENCE_MILLIS);
            page.navigate(workbench.address() + path);
            Map<String, Integer> counted = counts(page);
            assertTrue(counted.values().stream().allMatch(count -> count > 0), counted.toString());

            tab(page, "Side by side");
            Map<String, Integer> seen = new TreeMap<>();
            Map<String, Set<String>> looks = new TreeMap<>();
            int pages = 0;
            while (true) {
                assertThat(page.locator(".comparison").first()).isVisible();
                pages++;
                marks(page).forEach((key, count) -> {
                    String[] parts = key.split("\\|", 3);
                    seen.merge(parts[0] + " " + parts[1], count, Integer::sum);
                    looks.computeIfAbsent(parts[1], kind -> new HashSet<>()).add(parts[2]);
                });
                Locator next = button(page, "Next page");
                if (next.isDisabled()) {
                    break;
                }
                String before = page.locator(".pager span").first().innerText();
                next.click();
                assertThat(page.locator(".pager span").first()).not().hasText(before);
            }
            assertEquals(3, pages);
            assertEquals(counted, seen, "marks of each model and kind against the table of figures");
            looks.values().forEach(look -> assertEquals(1, look.size(), "one look a kind: " + looks));
            assertEquals(
                    3,
                    looks.values().stream().flatMap(Set::stream).distinct().count(),
                    "kinds look different: " + looks);

            page.reload();
            tab(page, "Side by side");
            assertThat(page.locator(".comparison .step-insertion").first()).isVisible();
            switchesAndWordsThatSound(page);
        }
    }

    private void switchesAndWordsThatSound(Page page) {
        page.getByLabel("Mark substitutions").uncheck();
        assertThat(page.locator(".comparison .step-substitution")).hasCount(0);
        assertTrue(marks(page).keySet().stream().anyMatch(key -> key.contains("insertion")));
        page.getByLabel("Mark substitutions").check();
        assertThat(page.locator(".comparison .step-substitution").first()).isVisible();

        Locator row = page.locator(".comparison").first();
        // In one go: the player's own events put the light out again.
        Object lit = row.evaluate("row => { const player = row.querySelector('attune-player'); player.playing = true;"
                + " player.dispatchEvent(new CustomEvent('position', { detail: 0.6 }));"
                + " return [...new Set([...row.querySelectorAll('.step-lit')].map(cell => cell.dataset.start))]; }");
        assertEquals(List.of("0.500"), lit, "the second word sounds");

        tab(page, "Charts");
        page.locator(".chart-point[data-key]").first().dispatchEvent("click");
        assertThat(page.locator(".chosen-rows")).containsText("chosen in the chart");
    }

    /** {@code "0 deletion"} with the count of the first model, and so on. */
    private static Map<String, Integer> counts(Page page) {
        Locator table = page.locator("table.figures").first();
        assertThat(table).isVisible();
        List<String> headings = table.locator("th").allInnerTexts();
        Map<String, Integer> counts = new TreeMap<>();
        Locator rows = table.locator("tbody tr");
        for (int model = 0; model < rows.count(); model++) {
            List<String> cells = rows.nth(model).locator("td").allInnerTexts();
            for (String kind : List.of("Insertions", "Deletions", "Substitutions")) {
                int count = Integer.parseInt(
                        cells.get(headings.indexOf(kind)).strip().replace(",", ""));
                counts.put(model + " " + kind.toLowerCase(Locale.ROOT).replaceAll("s$", ""), count);
            }
        }
        return counts;
    }

    private static Map<String, Integer> marks(Page page) {
        Map<String, Integer> marks = new TreeMap<>();
        ((Map<?, ?>) page.evaluate(MARKS))
                .forEach((key, count) -> marks.put((String) key, ((Number) count).intValue()));
        return marks;
    }

    private static void tab(Page page, String name) {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Stores a test of two models with errors of every kind; returns the address of its page. */
    private String evaluated() throws Exception {
        List<String> transcripts = new ArrayList<>();
        List<String> base = new ArrayList<>();
        List<String> tuned = new ArrayList<>();
        for (int i = 0; i < UTTERANCES; i++) {
            String name = "crate" + (char) ('a' + i % 26);
            transcripts.add("load " + name + " now please");
            base.add(
                    switch (i % 3) {
                        case 0 -> "load " + name + " now please";
                        case 1 -> "load " + name + " please";
                        default -> "load the " + name + " cow please";
                    });
            tuned.add(
                    switch (i % 7) {
                        case 0 -> "load a " + name + " now please";
                        case 1 -> "load " + name + " now";
                        case 2 -> "lead " + name + " now please";
                        default -> "load " + name + " now please";
                    });
        }
        FakeModels models =
                new FakeModels().with("base", "General", "baseline", base).with("tuned", "Harbour 1", "custom", tuned);
        try (Workbench workbench = new Workbench(home, models)) {
            ProjectId project = workbench.project();
            DatasetId dataset = workbench.dataset(project, transcripts);
            EvaluationId id = workbench
                    .evaluations
                    .create(project, "Crates", "", dataset, List.of("base", "tuned"))
                    .id();
            workbench.await(id);
            return "projects/" + project.value() + "/testing/" + id.value();
        }
    }
}

package dev.attune;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The seams of the program: which package may know which other. */
final class ArchitectureTest {

    private static final String ROOT = "dev.attune";

    /** What each package under the root may use beside itself. The command line stands on top and may use all of them. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("speech", Set.of()),
            Map.entry("shared", Set.of()),
            Map.entry("chart", Set.of("shared")),
            Map.entry("ui", Set.of("shared", "chart")),
            Map.entry("baseline", Set.of("speech")),
            Map.entry("job", Set.of("shared", "ui", "chart")),
            Map.entry("project", Set.of("shared", "ui", "chart", "job", "speech")),
            Map.entry("dataset", Set.of("shared", "ui", "chart", "job", "speech", "project")),
            Map.entry("model", Set.of("shared", "ui", "chart", "job", "speech", "project")),
            Map.entry("pronunciation", Set.of("shared", "ui", "chart", "job", "speech", "project", "dataset", "model")),
            Map.entry(
                    "training",
                    Set.of("shared", "ui", "chart", "job", "speech", "project", "dataset", "model", "pronunciation")));

    private static JavaClasses program;

    @BeforeAll
    static void readClasses() {
        program = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    /** Rules about no classes always hold, so the import itself is checked. */
    @Test
    void sawTheWholeProgram() {
        assertThat(program).hasSizeGreaterThan(200);
        assertThat(program.contain(Application.class)).isTrue();
        assertThat(features()).contains("speech", "shared", "ui", "job", "project", "dataset", "model", "training");
    }

    @Test
    void engineIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".speech..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "com.vaadin..",
                        "jakarta..",
                        "java.sql..",
                        "javax.sql..",
                        "java.awt..",
                        "org.jfree..",
                        "picocli..")
                .check(program);
    }

    @Test
    void engineKnowsNothingOfTheWorkbench() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".speech..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(resideOutsideOfPackage(ROOT + ".speech..")))
                .check(program);
    }

    /** Native arrays live only as long as their manager: they must not wander through the program. */
    @Test
    void arraysOfTheTrainingLibraryStayInTheirPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".speech.acoustic.djl..", ROOT + ".speech.train..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..")
                .check(program);
    }

    @Test
    void engineHasNoCycles() {
        slices().matching(ROOT + ".speech.(*)..").should().beFreeOfCycles().check(program);
    }

    @Test
    void featuresHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(program);
    }

    @Test
    void onlyPagesUseVaadin() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".ui..", ROOT + ".*.ui..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.vaadin..")
                .check(program);
    }

    @Test
    void pagesCallServicesNotTheDatabase() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".ui..", ROOT + ".*.ui..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
                .check(program);
    }

    @Test
    void storesStayInsideTheirFeature() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .and()
                .resideOutsideOfPackage(ROOT + ".speech..")
                .should()
                .bePackagePrivate()
                .check(program);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "speech",
                "shared",
                "chart",
                "ui",
                "baseline",
                "job",
                "project",
                "dataset",
                "model",
                "pronunciation",
                "training"
            })
    void usesOnlyWhatLiesBelow(String feature) {
        Set<String> allowed = new HashSet<>(ALLOWED.get(feature));
        allowed.add(feature);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + feature + "..")
                .should()
                .dependOnClassesThat(describe(
                        "are in another package than " + new TreeSet<>(allowed),
                        used -> !featureOf(used).isEmpty() && !allowed.contains(featureOf(used))))
                // A feature may not be written yet.
                .allowEmptyShould(true)
                .check(program);
    }

    @Test
    void onlyTheCommandLineUsesEvaluationAndItself() {
        DescribedPredicate<JavaClass> outside =
                describe("are below evaluation and the command line", type -> ALLOWED.containsKey(featureOf(type)));
        noClasses()
                .that(outside)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".evaluation..", ROOT + ".cli..")
                .check(program);
    }

    private static Set<String> features() {
        Set<String> names = new TreeSet<>();
        program.forEach(type -> names.add(featureOf(type)));
        return names;
    }

    /** The part of the package name after the root; empty for classes of others and of the root itself. */
    private static String featureOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        return Arrays.asList(name.substring(ROOT.length() + 1).split("\\.")).getFirst();
    }
}

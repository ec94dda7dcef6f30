package org.separatrix.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The floors of the house: each module sees only those below it, and method families never see
/// each other.
class FloorsTest {

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .importPaths(
                            Stream.of(
                                            "equations",
                                            "dynamics",
                                            "analysis",
                                            "learn",
                                            "lab",
                                            "forecast",
                                            "fields",
                                            "transport",
                                            "networks",
                                            "discover",
                                            "spark",
                                            "studio",
                                            "app")
                                    .map(module -> Path.of("..", module, "target", "classes"))
                                    .toList());

    @Test
    void everyFloorSeesOnlyThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("org.separatrix..")
                .layer("equations")
                .definedBy("org.separatrix.equations..")
                .layer("dynamics")
                .definedBy("org.separatrix.dynamics..")
                .layer("analysis")
                .definedBy("org.separatrix.analysis..")
                .layer("lab")
                .definedBy("org.separatrix.lab..")
                .layer("learn")
                .definedBy("org.separatrix.learn..")
                .layer("forecast")
                .definedBy("org.separatrix.forecast..")
                .layer("fields")
                .definedBy("org.separatrix.fields..")
                .layer("transport")
                .definedBy("org.separatrix.transport..")
                .layer("networks")
                .definedBy("org.separatrix.networks..")
                .layer("discover")
                .definedBy("org.separatrix.discover..")
                .layer("spark")
                .definedBy("org.separatrix.spark..")
                .layer("studio")
                .definedBy("org.separatrix.studio..")
                .layer("app")
                .definedBy("org.separatrix.app..")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("spark")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("studio")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("forecast")
                .mayOnlyBeAccessedByLayers("studio", "app")
                .whereLayer("fields")
                .mayOnlyBeAccessedByLayers("studio", "app")
                .whereLayer("transport")
                .mayOnlyBeAccessedByLayers("studio", "app")
                .whereLayer("networks")
                .mayOnlyBeAccessedByLayers("studio", "app")
                .whereLayer("discover")
                .mayOnlyBeAccessedByLayers("studio", "app")
                .whereLayer("lab")
                .mayOnlyBeAccessedByLayers(
                        "forecast",
                        "fields",
                        "transport",
                        "networks",
                        "discover",
                        "spark",
                        "studio",
                        "app")
                .whereLayer("analysis")
                .mayOnlyBeAccessedByLayers(
                        "lab",
                        "forecast",
                        "fields",
                        "transport",
                        "networks",
                        "discover",
                        "spark",
                        "studio",
                        "app")
                .whereLayer("learn")
                .mayOnlyBeAccessedByLayers(
                        "lab",
                        "forecast",
                        "fields",
                        "transport",
                        "networks",
                        "discover",
                        "spark",
                        "studio",
                        "app")
                .whereLayer("dynamics")
                .mayOnlyBeAccessedByLayers(
                        "analysis",
                        "learn",
                        "lab",
                        "forecast",
                        "fields",
                        "transport",
                        "networks",
                        "discover",
                        "spark",
                        "studio",
                        "app")
                .check(HOUSE);
    }

    @Test
    void groundFloorNeedsTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("org.separatrix.equations..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.separatrix.equations..",
                        "java..",
                        "jdk.incubator.vector..",
                        "org.jspecify..")
                .check(HOUSE);
    }

    @Test
    void vectorsAreTouchedByTheCompilerAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.separatrix.equations.compile..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(HOUSE);
    }

    @Test
    void randomnessComesFromSeeds() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .check(HOUSE);
    }

    @Test
    void packagesOfAModuleFormNoCycleWithOthers() {
        slices().matching("org.separatrix.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void everyPackageIsNullMarked() {
        var marked =
                HOUSE.stream()
                        .filter(c -> c.getSimpleName().equals("package-info"))
                        .filter(c -> c.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .map(JavaClass::getPackageName)
                        .toList();
        classes()
                .that(
                        new DescribedPredicate<JavaClass>("any class") {
                            @Override
                            public boolean test(JavaClass c) {
                                return !c.getPackageName().isEmpty();
                            }
                        })
                .should()
                .resideInAnyPackage(marked.toArray(String[]::new))
                .check(HOUSE);
    }

    @Test
    void theWholeHouseWasRead() {
        assertThat(HOUSE.size()).isGreaterThan(200);
        assertThat(Files.isDirectory(Path.of("..", "app", "target", "classes"))).isTrue();
    }
}

package io.coinpanel.ingestion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the packages, and what the core may not know. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.coinpanel.ingestion");

  @Test
  void arrowsBetweenPackagesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("composition")
        .definedBy("io.coinpanel.ingestion")
        .layer("operations")
        .definedBy("..operations..")
        .layer("exchange")
        .definedBy("..ingestion.exchange")
        .layer("binance")
        .definedBy("..exchange.binance")
        .layer("watch")
        .definedBy("..watch..")
        .layer("feed")
        .definedBy("..feed..")
        .layer("firing")
        .definedBy("..firing..")
        .layer("subscriptions")
        .definedBy("..subscriptions..")
        .layer("symbols")
        .definedBy("..symbols..")
        .layer("leadership")
        .definedBy("..leadership..")
        .whereLayer("binance")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("operations")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("firing")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("subscriptions")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("symbols")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("feed")
        .mayOnlyBeAccessedByLayers("firing", "subscriptions", "composition")
        .whereLayer("watch")
        .mayOnlyBeAccessedByLayers("feed", "firing", "subscriptions")
        .whereLayer("leadership")
        .mayOnlyBeAccessedByLayers("firing", "operations", "composition")
        .check(CLASSES);
  }

  @Test
  void theCoreKnowsNoSpringAndNoDatabase() {
    noClasses()
        .that()
        .resideInAnyPackage("..watch..", "..feed..", "..exchange..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "java.sql..", "org.postgresql..")
        .check(CLASSES);
  }
}

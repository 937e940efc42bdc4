package io.coinpanel.ingestion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Allowed dependencies between packages, and libraries the core must not use. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.coinpanel.ingestion");

  @Test
  void packagesDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("composition")
        .definedBy("io.coinpanel.ingestion")
        .layer("health")
        .definedBy("..health..")
        .layer("exchange")
        .definedBy("..ingestion.exchange")
        .layer("binance")
        .definedBy("..exchange.binance")
        .layer("feed")
        .definedBy("..feed..")
        .layer("persistence")
        .definedBy("..persistence..")
        .layer("subscriptions")
        .definedBy("..subscriptions..")
        .layer("symbols")
        .definedBy("..symbols..")
        .layer("leadership")
        .definedBy("..leadership..")
        .whereLayer("binance")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("health")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("persistence")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("subscriptions")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("symbols")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("feed")
        .mayOnlyBeAccessedByLayers("persistence", "subscriptions", "composition")
        .whereLayer("leadership")
        .mayOnlyBeAccessedByLayers("persistence", "health", "composition")
        .check(CLASSES);
  }

  @Test
  void coreUsesNeitherSpringNorJdbc() {
    noClasses()
        .that()
        .resideInAnyPackage("..feed..", "..exchange..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "java.sql..", "org.postgresql..")
        .check(CLASSES);
  }
}

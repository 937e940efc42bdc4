package io.coinpanel.backtest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What backtests may depend on. */
class ArchitectureTest {

  @Test
  void dependsOnTheModelAndTheEngine() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.coinpanel.backtest..",
            "io.coinpanel.matching",
            "io.coinpanel.model",
            "java..",
            "tools.jackson..",
            "org.jspecify.annotations")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.coinpanel.backtest"));
  }
}

package io.coinpanel.matching;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What matching may depend on. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.coinpanel.matching");

  @Test
  void dependsOnTheModelAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.coinpanel.matching",
            "io.coinpanel.model",
            "java.lang..",
            "java.util",
            "java.util.function",
            "java.math",
            "org.agrona.collections",
            "org.jspecify.annotations")
        .check(CLASSES);
  }
}

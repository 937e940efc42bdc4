package io.coinpanel.webserver;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Allowed dependencies between packages. */
class ArchitectureTest {

  private static final String ROOT = "io.coinpanel.webserver.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.coinpanel.webserver");

  @Test
  void protocolDependsOnNothingElse() {
    classes()
        .that()
        .resideInAPackage(ROOT + "protocol..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "io.coinpanel.model..",
            "tools.jackson.core..",
            "org.jspecify..",
            ROOT + "protocol..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscription", "connection", "delivery", "prices", "symbols", "account"})
  void featuresAreIndependent(String feature) {
    classes()
        .that()
        .resideInAPackage(ROOT + feature + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(ROOT + feature + "..")
                .or(resideInAPackage(ROOT + "protocol.."))
                .or(resideInAPackage(ROOT + "socket.."))
                .or(resideInAPackage(ROOT + "commit.."))
                .or(resideInAPackage(ROOT + "database.."))
                .or(resideInAPackage(ROOT + "proxy.."))
                .or(resideInAPackage(ROOT + "request.."))
                .or(resideInAPackage(ROOT + "scheduling.."))
                .or(resideInAPackage(ROOT + "secret.."))
                .or(not(resideInAPackage(ROOT + "*.."))))
        .check(CLASSES);
  }

  @Test
  void socketsDependOnNoFeature() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "socket..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "conversation..",
            ROOT + "subscription..",
            ROOT + "connection..",
            ROOT + "delivery..",
            ROOT + "prices..",
            ROOT + "symbols..",
            ROOT + "account..",
            ROOT + "web..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}

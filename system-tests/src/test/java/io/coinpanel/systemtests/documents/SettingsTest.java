package io.coinpanel.systemtests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SettingsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /** Spring Boot's own, which the services' configuration does not name. */
  private static final Set<String> OF_SPRING =
      Set.of(
          "SPRING_DATASOURCE_URL",
          "SPRING_DATASOURCE_USERNAME",
          "SPRING_DATASOURCE_PASSWORD",
          "SPRING_FLYWAY_USER",
          "SPRING_FLYWAY_PASSWORD",
          "SPRING_MAIL_HOST",
          "SPRING_MAIL_PORT",
          "SPRING_MAIL_USERNAME",
          "SPRING_MAIL_PASSWORD",
          "LOGGING_STRUCTURED_FORMAT_CONSOLE");

  /** Each container has a role of its own, whose password is generated. */
  private static final Set<String> FIXED_IN_CONTAINERS =
      Set.of(
          "SPRING_DATASOURCE_USERNAME",
          "SPRING_DATASOURCE_PASSWORD",
          "SPRING_FLYWAY_USER",
          "SPRING_FLYWAY_PASSWORD");

  @Test
  void areCompletedByEditorsEachWithADescription() throws Exception {
    SortedMap<String, String> described = described();
    assertThat(described.keySet()).isEqualTo(declared());
    assertThat(described).allSatisfy((name, description) -> assertThat(description).isNotBlank());
  }

  private static SortedMap<String, String> described() throws IOException {
    SortedMap<String, String> described = new TreeMap<>();
    for (URL url : Collections.list(classLoader().getResources(METADATA))) {
      try (InputStream metadata = url.openStream()) {
        for (JsonNode property : JSON.readTree(metadata).path("properties")) {
          if (property.path("sourceType").asString("").startsWith("io.coinpanel.")) {
            described.put(
                property.path("name").asString(""), property.path("description").asString(""));
          }
        }
      }
    }
    return described;
  }

  private static SortedSet<String> declared() throws ClassNotFoundException {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    SortedSet<String> declared = new TreeSet<>();
    for (var found : scan.findCandidateComponents("io.coinpanel")) {
      Class<?> settings = classLoader().loadClass(found.getBeanClassName());
      declare(settings.getAnnotation(ConfigurationProperties.class).value(), settings, declared);
    }
    return declared;
  }

  private static void declare(String prefix, Class<?> settings, SortedSet<String> declared) {
    for (RecordComponent component : settings.getRecordComponents()) {
      String name = prefix + "." + dashed(component.getName());
      if (component.getType().isRecord()) {
        declare(name, component.getType(), declared);
      } else {
        declared.add(ConfigurationPropertyName.of(name).toString());
      }
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static ClassLoader classLoader() {
    return SettingsTest.class.getClassLoader();
  }

  @Test
  void areListedForOperatorsAndHandedToTheContainers() throws IOException {
    SortedSet<String> variables = new TreeSet<>(OF_SPRING);
    for (String service : List.of("ingestion", "webserver")) {
      variables.addAll(
          Document.of(service + "-service/src/main/resources/" + service + ".yml")
              .all("\\$\\{([A-Z_]+):"));
    }
    List<String> listed = new ArrayList<>();
    for (List<String> row : Document.of("README.md").chapter("Settings").rows()) {
      listed.addAll(new Document(row.getFirst()).all("`([A-Z_]+)`"));
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(variables);
    variables.removeAll(FIXED_IN_CONTAINERS);
    assertThat(Document.of(".env").all("(?m)^([A-Z_]+)=")).containsAll(variables);
    assertThat(Document.of("docker-compose.yml").all("\\$\\{([A-Z_]+)")).containsAll(variables);
  }

  @Test
  void anEmptyVariableOfTheContainersHasItsDefault() throws IOException {
    assertThat(Document.of("docker-compose.yml").all("\\$\\{([A-Z_]+)}")).isEmpty();
  }

  @Test
  void noPasswordOfTheDatabaseIsCommitted() throws IOException {
    for (String file : List.of(".env", "docker-compose.yml", "docker/roles")) {
      assertThat(Document.of(file).all("(?mi)^ *([A-Z_]*DATA[A-Z_]*PASSWORD[:=] *\\S+)")).isEmpty();
    }
  }
}

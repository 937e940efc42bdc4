package io.coinpanel.systemtests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the manifests say of each other and of the services. */
class KubernetesTest {

  private static final Path FOLDER = Path.of("..", "deploy", "kubernetes");
  private static final JsonMapper JSON = new JsonMapper();

  private final List<JsonNode> objects = new ArrayList<>();
  private final JsonNode kustomization = read("kustomization.yaml").getFirst();

  KubernetesTest() throws IOException {
    for (JsonNode file : kustomization.path("resources")) {
      objects.addAll(read(file.asString()));
    }
  }

  private static List<JsonNode> read(String file) throws IOException {
    Iterable<Object> objects = new Yaml().loadAll(Files.readString(FOLDER.resolve(file)));
    return StreamSupport.stream(objects.spliterator(), false)
        .<JsonNode>map(JSON::valueToTree)
        .toList();
  }

  private List<JsonNode> all(String kind) {
    return objects.stream().filter(one -> one.path("kind").asString().equals(kind)).toList();
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asString();
  }

  private SortedSet<String> names(String kind) {
    SortedSet<String> names = new TreeSet<>();
    all(kind).forEach(one -> names.add(name(one)));
    return names;
  }

  @Test
  void everyFileIsPartOfIt() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(kustomization.path("resources").size() + 1);
    }
  }

  @Test
  void bothServicesRunTwiceAndOneOfEachAlwaysStays() {
    assertThat(all("Deployment")).allSatisfy(one -> assertThat(replicas(one)).isEqualTo(2));
    assertThat(names("PodDisruptionBudget")).isEqualTo(names("Deployment"));
  }

  private static int replicas(JsonNode deployment) {
    return deployment.path("spec").path("replicas").asInt();
  }

  @Test
  void selectorsMatchPods() {
    for (JsonNode one : objects) {
      JsonNode selector = one.path("spec").path("selector");
      JsonNode labels = selector.has("matchLabels") ? selector.path("matchLabels") : selector;
      if (!labels.isEmpty()) {
        assertThat(labels.path("app.kubernetes.io/name").asString()).isEqualTo(name(one));
      }
      JsonNode template = one.path("spec").path("template");
      if (!template.isMissingNode()) {
        JsonNode label = template.path("metadata").path("labels").path("app.kubernetes.io/name");
        assertThat(label.asString()).isEqualTo(name(one));
      }
    }
  }

  @Test
  void theServicesAreProbedWhereTheyListen() throws IOException {
    for (JsonNode deployment : all("Deployment")) {
      JsonNode container = container(deployment);
      String yml = "%1$s-service/src/main/resources/%1$s.yml".formatted(name(deployment));
      List<String> ports =
          container
              .path("ports")
              .valueStream()
              .map(port -> port.path("containerPort").asString())
              .toList();
      assertThat(Document.of(yml).all("_PORT:(\\d+)}")).containsExactlyElementsOf(ports);
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonNode http = container.path(probe).path("httpGet");
        assertThat(http.path("port").asString())
            .isEqualTo(container.path("ports").get(0).path("name").asString());
        assertThat(http.path("path").asString()).matches("/actuator/health/(liveness|readiness)");
      }
    }
  }

  private static JsonNode container(JsonNode workload) {
    return workload.path("spec").path("template").path("spec").path("containers").get(0);
  }

  @Test
  void settingsAreThoseOfTheReadmeAndPasswordsComeFromASecret() throws IOException {
    SortedSet<String> known =
        new Document(Document.of("README.md").chapter("Settings").text()).all("`([A-Z_]+)`");
    for (JsonNode map : all("ConfigMap")) {
      assertThat(known).containsAll(map.path("data").propertyNames());
    }
    for (JsonNode deployment : all("Deployment")) {
      JsonNode container = container(deployment);
      assertThat(names("ConfigMap"))
          .contains(container.path("envFrom").get(0).path("configMapRef").path("name").asString());
      assertThat(container.path("env").get(0).path("name").asString())
          .isEqualTo("SPRING_DATASOURCE_PASSWORD");
      assertThat(container.path("env").get(0).path("valueFrom").has("secretKeyRef")).isTrue();
    }
  }

  @Test
  void eachLogsInWithARoleOfItsOwn() {
    List<JsonNode> clients = new ArrayList<>(all("Deployment"));
    clients.addAll(all("Job"));
    SortedSet<String> roles = new TreeSet<>();
    for (JsonNode client : clients) {
      JsonNode environment = container(client).path("env");
      String key = environment.get(0).path("valueFrom").path("secretKeyRef").path("key").asString();
      assertThat(environment.get(1).path("name").asString())
          .isEqualTo("SPRING_DATASOURCE_USERNAME");
      assertThat(environment.get(1).path("value").asString()).isEqualTo("coinpanel_" + key);
      roles.add(key);
    }
    assertThat(roles).containsExactly("ingestion", "owner", "webserver");
  }

  @Test
  void nothingRunsAsRootOrWritesToItsImage() {
    List<JsonNode> workloads = new ArrayList<>(all("Deployment"));
    workloads.addAll(all("StatefulSet"));
    workloads.addAll(all("Job"));
    for (JsonNode workload : workloads) {
      JsonNode pod = workload.path("spec").path("template").path("spec").path("securityContext");
      JsonNode inside = container(workload).path("securityContext");
      assertThat(pod.path("runAsNonRoot").asBoolean()).isTrue();
      assertThat(inside.path("readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(inside.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    }
  }
}

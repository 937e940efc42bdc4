package io.coinpanel.systemtests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What breaks the images' build where nobody builds them. */
class DockerfileTest {

  @Test
  void copiesEveryModule() throws IOException {
    assertThat(copied()).containsAll(modules().map(module -> module + "/pom.xml").toList());
  }

  @Test
  void copiesNothingThatIsIgnored() throws IOException {
    List<String> sent =
        Document.of(".dockerignore")
            .text()
            .lines()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    assertThat(copied())
        .isNotEmpty()
        .allSatisfy(
            source ->
                assertThat(sent)
                    .anyMatch(path -> source.equals(path) || source.startsWith(path + "/")));
  }

  private static Stream<String> modules() throws IOException {
    return Document.of("pom.xml")
        .text()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("<module>"))
        .map(line -> line.replaceAll("</?module>", ""));
  }

  /** The sources of all copies from the repository. */
  private static List<String> copied() throws IOException {
    return Document.of("Dockerfile")
        .text()
        .lines()
        .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
        .map(line -> Arrays.asList(line.split(" ")))
        .flatMap(words -> words.subList(1, words.size() - 1).stream())
        .filter(word -> !word.startsWith("--"))
        .toList();
  }
}

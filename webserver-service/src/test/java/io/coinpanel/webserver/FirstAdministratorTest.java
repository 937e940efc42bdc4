package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A server that nobody can manage yet says in its log where the first password is set. */
class FirstAdministratorTest {

  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private static final Pattern LINK = Pattern.compile("/sign-in#setup=([A-Za-z0-9_-]{43})");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private List<String> links() {
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .flatMap(line -> LINK.matcher(line).results())
        .map((MatchResult link) -> link.group(1))
        .toList();
  }

  @Test
  void theLogHasAOneTimeLinkUntilItWasUsed() {
    log.start();
    ROOT.addAppender(log);
    try (TestWebserver webserver = TestWebserver.alone("--coinpanel.webserver.access=accounts")) {
      assertThat(links()).hasSize(1);
      String body = "{\"token\":\"" + links().getFirst() + "\",\"password\":\"correct horse\"}";
      HttpCaller person = HttpCaller.local(webserver.port());
      assertThat(person.post("/api/v1/setup", body).status()).isEqualTo(204);
      assertThat(person.post("/api/v1/setup", body).status()).isEqualTo(401);
      String signIn = "{\"name\":\"admin\",\"password\":\"correct horse\"}";
      assertThat(person.post("/api/v1/session", signIn).status()).isEqualTo(204);
      assertThat(log.list)
          .noneMatch(event -> event.getFormattedMessage().contains("correct horse"));
    } finally {
      ROOT.detachAppender(log);
    }
  }

  @Test
  void anOpenServerHasNoSuchLink() {
    log.start();
    ROOT.addAppender(log);
    try (TestWebserver webserver = TestWebserver.alone()) {
      assertThat(webserver.port()).isPositive();
      assertThat(links()).isEmpty();
    } finally {
      ROOT.detachAppender(log);
    }
  }
}

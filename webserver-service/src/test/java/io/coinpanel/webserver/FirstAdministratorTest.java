package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A server that nobody can manage yet says in its log where the first password is set. */
@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTest {

  private static final Pattern LINK = Pattern.compile("/sign-in#setup=([A-Za-z0-9_-]{43})");

  private static List<String> links(CapturedOutput log) {
    return LINK.matcher(log.getAll()).results().map((MatchResult link) -> link.group(1)).toList();
  }

  @Test
  void theLogHasAOneTimeLink(CapturedOutput log) {
    try (TestWebserver webserver = TestWebserver.alone("--coinpanel.webserver.access=accounts")) {
      assertThat(links(log)).hasSize(1);
      String body = "{\"token\":\"" + links(log).getFirst() + "\",\"password\":\"correct horse\"}";
      HttpCaller person = HttpCaller.local(webserver.port());
      assertThat(person.post("/api/v1/setup", body).status()).isEqualTo(204);
      assertThat(person.post("/api/v1/setup", body).status()).isEqualTo(401);
      String signIn = "{\"name\":\"admin\",\"password\":\"correct horse\"}";
      assertThat(person.post("/api/v1/session", signIn).status()).isEqualTo(204);
      assertThat(log.getAll()).contains("signed in").doesNotContain("correct horse");
    }
  }

  @Test
  void anOpenServerHasNoSuchLink(CapturedOutput log) {
    try (TestWebserver webserver = TestWebserver.alone()) {
      assertThat(HttpCaller.local(webserver.port()).get("/api/v1/account").status()).isEqualTo(200);
      assertThat(links(log)).isEmpty();
    }
  }
}

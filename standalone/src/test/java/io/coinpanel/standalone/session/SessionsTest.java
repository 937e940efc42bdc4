package io.coinpanel.standalone.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

  private static final SessionName NAME = new SessionName("one");
  private static final Remembered SOMETHING =
      new Remembered(URI.create("ws://localhost:8000/ws"), "secret", "7");

  @TempDir private Path directory;

  @Test
  void whatIsRememberedOutlivesTheWatchAndIsItsUsersAlone() throws IOException {
    Sessions sessions = sessions();
    try (Session session = sessions.take(NAME).orElseThrow()) {
      session.remember(new Remembered(SOMETHING.url(), "secret", null));
      session.remember(SOMETHING);
    }
    assertThat(sessions.read(NAME)).contains(SOMETHING);
    assertThat(sessions.names()).isEqualTo(List.of(NAME));
    assertThat(SOMETHING.toString()).doesNotContain("secret");
    Path file = directory.resolve("sessions/one.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains("\"last_notification_id\":\"7\"");
  }

  @Test
  void oneWatchHasASessionAtATime() throws IOException {
    Sessions sessions = sessions();
    try (Session held = sessions.take(NAME).orElseThrow()) {
      assertThat(held.name()).isEqualTo(NAME);
      assertThat(sessions.take(NAME)).isEmpty();
      sessions.take(new SessionName("two")).orElseThrow().close();
    }
    sessions.take(NAME).orElseThrow().close();
  }

  @Test
  void oneThatIsForgottenLeavesNothingAndRemembersNothing() throws Exception {
    Sessions sessions = sessions();
    try (Session session = sessions.take(NAME).orElseThrow()) {
      session.remember(SOMETHING);
      session.awaitVisitors();
      session.forget();
      session.remember(SOMETHING);
    }
    try (var left = Files.list(directory.resolve("sessions"))) {
      assertThat(left).containsExactly(directory.resolve("sessions/lock"));
    }
  }

  @Test
  void whatCannotBeReadIsNothing() throws IOException {
    Files.createDirectories(directory.resolve("sessions"));
    for (String text : List.of("", "{}", "[]", "{\"url\":\"ws://x\"}", "{\"token\":")) {
      Files.writeString(directory.resolve("sessions/one.json"), text);
      assertThat(sessions().read(NAME)).as(text).isEmpty();
    }
  }

  @Test
  void aNameLeadsToNoOtherDirectory() {
    assertThat(SessionName.parse("../x")).isEmpty();
    assertThat(SessionName.parse(".x")).isEmpty();
    assertThat(SessionName.parse("")).isEmpty();
    assertThat(SessionName.of("a/b", "c").text()).isEqualTo("a_b-c");
  }

  private Sessions sessions() {
    return new Sessions(directory.resolve("sessions"));
  }
}

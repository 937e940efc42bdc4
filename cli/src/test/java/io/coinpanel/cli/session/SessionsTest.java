package io.coinpanel.cli.session;

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
  private static final SavedSession SOMETHING =
      new SavedSession(URI.create("ws://localhost:8000/ws"), "secret", "7");

  @TempDir private Path directory;

  @Test
  void savedSessionIsPersistentAndPrivate() throws IOException {
    Sessions sessions = sessions();
    try (Session session = sessions.tryAcquire(NAME).orElseThrow()) {
      session.save(new SavedSession(SOMETHING.url(), "secret", null));
      session.save(SOMETHING);
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
    try (Session held = sessions.tryAcquire(NAME).orElseThrow()) {
      assertThat(held.name()).isEqualTo(NAME);
      assertThat(sessions.tryAcquire(NAME)).isEmpty();
      sessions.tryAcquire(new SessionName("two")).orElseThrow().close();
    }
    sessions.tryAcquire(NAME).orElseThrow().close();
  }

  @Test
  void forgottenSessionLeavesNothing() throws Exception {
    Sessions sessions = sessions();
    try (Session session = sessions.tryAcquire(NAME).orElseThrow()) {
      session.save(SOMETHING);
      session.awaitBorrowers();
      session.forget();
      session.save(SOMETHING);
    }
    try (var left = Files.list(directory.resolve("sessions"))) {
      assertThat(left).containsExactly(directory.resolve("sessions/lock"));
    }
  }

  @Test
  void ignoresUnreadableSessions() throws IOException {
    Files.createDirectories(directory.resolve("sessions"));
    for (String text : List.of("", "{}", "[]", "{\"url\":\"ws://x\"}", "{\"token\":")) {
      Files.writeString(directory.resolve("sessions/one.json"), text);
      assertThat(sessions().read(NAME)).as(text).isEmpty();
    }
  }

  @Test
  void namesCannotEscapeTheDirectory() {
    assertThat(SessionName.parse("../x")).isEmpty();
    assertThat(SessionName.parse(".x")).isEmpty();
    assertThat(SessionName.parse("")).isEmpty();
    assertThat(SessionName.of("a/b", "c").text()).isEqualTo("a_b-c");
  }

  private Sessions sessions() {
    return new Sessions(directory.resolve("sessions"));
  }
}

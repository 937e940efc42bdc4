package io.coinpanel.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationCursorsTest {

  private static final SessionName NAME = new SessionName("account7-localhost_8000-all");

  @TempDir private Path directory;

  @Test
  void aCursorIsPersistentAndPrivateUntilDeleted() throws IOException {
    try (NotificationCursor cursor = cursors().tryAcquire(NAME).orElseThrow()) {
      assertThat(cursor.read()).isEmpty();
      cursor.write("7");
      cursor.write("31");
    }
    Path file = directory.resolve("accounts/account7-localhost_8000-all.txt");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (NotificationCursor again = cursors().tryAcquire(NAME).orElseThrow()) {
      assertThat(again.read()).contains("31");
      again.delete();
      assertThat(again.read()).isEmpty();
    }
  }

  @Test
  void oneWatchHasACursorAtATime() throws IOException {
    NotificationCursors cursors = cursors();
    try (NotificationCursor _ = cursors.tryAcquire(NAME).orElseThrow()) {
      assertThat(cursors.tryAcquire(NAME)).isEmpty();
      cursors.tryAcquire(new SessionName("other")).orElseThrow().close();
    }
    cursors.tryAcquire(NAME).orElseThrow().close();
  }

  private NotificationCursors cursors() {
    return new NotificationCursors(directory.resolve("accounts"));
  }
}

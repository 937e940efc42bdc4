package io.coinpanel.cli.session;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How far watches of accounts have printed, one file for each server, account and alert. A watch
 * locks its own while it runs.
 */
public final class NotificationCursors {

  private final Path directory;
  private final SessionLocks locks;

  public NotificationCursors(Path directory) {
    this.directory = directory;
    this.locks = new SessionLocks(directory.resolve("lock"));
  }

  /** The user's own. */
  public static NotificationCursors ofUser() {
    return new NotificationCursors(StateDirectory.path().resolve("accounts"));
  }

  /** Empty while another watch holds it. */
  public Optional<NotificationCursor> tryAcquire(SessionName name) throws IOException {
    PrivateFiles.createDirectory(directory);
    Optional<FileLock> lock = locks.tryLock(name, SessionLocks.Kind.WATCH);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new NotificationCursor(directory.resolve(name + ".txt"), lock.get()));
  }
}

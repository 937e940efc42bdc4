package io.coinpanel.cli.session;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Saved sessions, one file each, readable by the user only. A watch locks its session while it
 * runs; other commands may borrow it, one at a time.
 */
public final class Sessions {

  private static final String FILE = ".json";
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path directory;
  private final SessionLocks sessionLocks;

  public Sessions(Path directory) {
    this.directory = directory;
    this.sessionLocks = new SessionLocks(directory.resolve("lock"));
  }

  /** The user's own. */
  public static Sessions ofUser() {
    return new Sessions(StateDirectory.path().resolve("sessions"));
  }

  /** Names of resumable sessions, sorted. */
  public List<SessionName> names() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(FILE))
          .map(file -> file.substring(0, file.length() - FILE.length()))
          .sorted()
          .flatMap(name -> SessionName.parse(name).stream())
          .toList();
    }
  }

  /** Empty while another watch holds it. */
  public Optional<Session> tryAcquire(SessionName name) throws IOException {
    return lock(name, SessionLocks.Kind.WATCH).map(lock -> new Session(name, this, lock));
  }

  /** Waits for other borrowers to finish. */
  public BorrowedSession borrow(SessionName name) throws IOException, InterruptedException {
    while (true) {
      Optional<FileLock> lock = lock(name, SessionLocks.Kind.BORROW);
      if (lock.isPresent()) {
        return new BorrowedSession(lock.get());
      }
      Thread.sleep(PAUSE);
    }
  }

  private Optional<FileLock> lock(SessionName name, SessionLocks.Kind kind) throws IOException {
    PrivateFiles.createDirectory(directory);
    return sessionLocks.tryLock(name, kind);
  }

  /** Empty if absent or unreadable. */
  public Optional<SavedSession> read(SessionName name) throws IOException {
    try {
      SavedSession read = JSON.readValue(Files.readString(file(name)), SavedSession.class);
      return Optional.of(read).filter(SavedSession::isComplete);
    } catch (NoSuchFileException | JacksonException nothing) {
      return Optional.empty();
    }
  }

  void write(SessionName name, SavedSession savedSession) throws IOException {
    // Only the lock holder writes.
    PrivateFiles.write(file(name), JSON.writeValueAsString(savedSession));
  }

  void delete(SessionName name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  /** Deletes an expired session unless a watch holds it. */
  public void deleteUnlessInUse(SessionName name) throws IOException {
    Optional<Session> free = tryAcquire(name);
    if (free.isPresent()) {
      try (Session session = free.get()) {
        session.forget();
      }
    }
  }

  private Path file(SessionName name) {
    return directory.resolve(name + FILE);
  }
}

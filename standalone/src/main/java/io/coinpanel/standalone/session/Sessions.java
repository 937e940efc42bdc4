package io.coinpanel.standalone.session;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The remembered sessions, a file each that only its user can read. A watch holds its session as
 * long as it runs; others may visit it meanwhile, one at a time.
 */
public final class Sessions {

  private static final String FILE = ".json";
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path directory;
  private final Locks locks;

  public Sessions(Path directory) {
    this.directory = directory;
    this.locks = new Locks(directory.resolve("lock"));
  }

  /** The user's own. */
  public static Sessions ofUser() {
    return new Sessions(StateDirectory.path().resolve("sessions"));
  }

  /** Those that have something to go on with, by name. */
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

  /** Empty while another watch has it. */
  public Optional<Session> take(SessionName name) throws IOException {
    return lock(name, Locks.Right.WATCH).map(lock -> new Session(name, this, lock));
  }

  /** Waits for other visitors to leave. */
  public Visit visit(SessionName name) throws IOException, InterruptedException {
    while (true) {
      Optional<FileLock> lock = lock(name, Locks.Right.VISIT);
      if (lock.isPresent()) {
        return new Visit(lock.get());
      }
      Thread.sleep(PAUSE);
    }
  }

  private Optional<FileLock> lock(SessionName name, Locks.Right right) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return locks.take(name, right);
  }

  /** Empty where nothing, or nothing that can be read, is remembered. */
  public Optional<Remembered> read(SessionName name) throws IOException {
    try {
      Remembered read = JSON.readValue(Files.readString(file(name)), Remembered.class);
      return Optional.of(read).filter(Remembered::isWhole);
    } catch (NoSuchFileException | JacksonException nothing) {
      return Optional.empty();
    }
  }

  void write(SessionName name, Remembered remembered) throws IOException {
    // Nobody else may read it, from its first moment on; only who holds the session writes.
    Path whole = directory.resolve(name + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(
        whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(whole, JSON.writeValueAsString(remembered));
    Files.move(whole, file(name), StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(SessionName name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  /** Forgets one that is over, unless a watch has it. */
  public void tidy(SessionName name) throws IOException {
    Optional<Session> free = take(name);
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

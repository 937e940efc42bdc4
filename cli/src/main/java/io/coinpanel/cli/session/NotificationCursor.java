package io.coinpanel.cli.session;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The id of the last notification that a watch of an account has printed. */
public final class NotificationCursor implements AutoCloseable {

  private final Path file;
  private final FileLock lock;

  NotificationCursor(Path file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Empty if nothing was printed yet. */
  public Optional<String> read() throws IOException {
    try {
      return Optional.of(Files.readString(file).strip()).filter(id -> !id.isEmpty());
    } catch (NoSuchFileException nothing) {
      return Optional.empty();
    }
  }

  public void write(String id) throws IOException {
    PrivateFiles.write(file, id + "\n");
  }

  /** What it stands for has ended. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}

package io.coinpanel.standalone.panel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A directory of the user's with data that stays, held by one process at a time. */
public final class DataDirectory implements AutoCloseable {

  static final String LOCK = "lock";

  // A process loses its lock on a file as soon as it closes that file, however it opened it. So
  // whether this process has a directory is known here, and not found out by trying.
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes it, creating it where there is none. A process that dies gives it back.
   *
   * @throws IOException if another process has it or it cannot be written
   */
  public static DataDirectory take(Path path) throws IOException {
    Path real = Files.createDirectories(path).toRealPath();
    if (!TAKEN.add(real)) {
      throw inUse();
    }
    try {
      return new DataDirectory(real, lock(real));
    } catch (IOException | RuntimeException refused) {
      TAKEN.remove(real);
      throw refused;
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw inUse();
    }
    return channel;
  }

  private static IOException inUse() {
    return new IOException("another CoinPanel is running on it");
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
    TAKEN.remove(path);
  }
}

package io.coinpanel.standalone.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A persistent data directory, locked by one process at a time. */
public final class DataDirectory implements AutoCloseable {

  static final String LOCK = "lock";

  // POSIX releases a process's file locks when any descriptor of the file is closed, so directories
  // locked by this process are tracked here.
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Locks it, creating it if absent. The lock is released when the process dies.
   *
   * @throws IOException if it is locked by another process or not writable
   */
  public static DataDirectory acquire(Path path) throws IOException {
    Path real = Files.createDirectories(path).toRealPath();
    if (!IN_USE.add(real)) {
      throw inUse();
    }
    try {
      return new DataDirectory(real, lock(real));
    } catch (IOException | RuntimeException refused) {
      IN_USE.remove(real);
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
    return new IOException("another CoinPanel is using it");
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
    IN_USE.remove(path);
  }
}

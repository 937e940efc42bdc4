package io.coinpanel.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Files that processes start with. The tests of all forks of a build share them. */
final class ProcessFiles {

  private ProcessFiles() {}

  /** Makes a file that is not there yet. */
  interface Maker {
    void make(Path file) throws IOException;
  }

  /** The file of what it is made from; it is made if there is none, in the place of older ones. */
  static synchronized Path of(String name, String madeFrom, String suffix, Maker maker) {
    try {
      Path folder = Files.createDirectories(folder());
      UUID version = UUID.nameUUIDFromBytes(madeFrom.getBytes(UTF_8));
      Path file = folder.resolve(name + "-" + version + suffix);
      try (FileChannel lock = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
          FileLock _ = lock.lock()) {
        if (!Files.exists(file)) {
          deleteOlder(folder, name + "-????????-*" + suffix);
          Path unfinished = folder.resolve(name + suffix);
          Files.deleteIfExists(unfinished);
          maker.make(unfinished);
          Files.move(unfinished, file, ATOMIC_MOVE);
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path folder() {
    return Path.of("target", "processes").toAbsolutePath();
  }

  private static void deleteOlder(Path folder, String pattern) throws IOException {
    try (DirectoryStream<Path> older = Files.newDirectoryStream(folder, pattern)) {
      for (Path one : older) {
        Files.delete(one);
      }
    }
  }
}

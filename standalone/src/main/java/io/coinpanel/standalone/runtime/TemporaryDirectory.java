package io.coinpanel.standalone.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary directory deleted on close. Leftovers of killed processes are deleted when the next
 * one is created.
 */
public final class TemporaryDirectory implements AutoCloseable {

  private static final String PREFIX = "coinpanel-demo-";
  private static final String POSTGRES = "postgres";

  private final DataDirectory held;

  private TemporaryDirectory(DataDirectory held) {
    this.held = held;
  }

  public static TemporaryDirectory create() throws IOException {
    return create(Path.of(System.getProperty("java.io.tmpdir")));
  }

  static TemporaryDirectory create(Path parent) throws IOException {
    Path made = Files.createTempDirectory(parent, PREFIX);
    TemporaryDirectory directory = new TemporaryDirectory(DataDirectory.acquire(made));
    sweep(parent, Files.getOwner(made));
    return directory;
  }

  public Path path() {
    return held.path();
  }

  /** Data directory for Postgres. */
  public Path postgres() {
    return held.path().resolve(POSTGRES);
  }

  // A directory of another user could name any process to kill.
  private static void sweep(Path parent, UserPrincipal owner) throws IOException {
    try (Stream<Path> found = Files.list(parent)) {
      for (Path one : found.filter(path -> isOurs(path, owner)).toList()) {
        sweep(one);
      }
    }
  }

  private static boolean isOurs(Path path, UserPrincipal owner) {
    try {
      return path.getFileName().toString().startsWith(PREFIX)
          && Files.isDirectory(path)
          && Files.exists(path.resolve(DataDirectory.LOCK))
          && Files.getOwner(path).equals(owner);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  private static void sweep(Path directory) throws IOException {
    DataDirectory dead;
    try {
      dead = DataDirectory.acquire(directory);
    } catch (IOException itsOwnerLives) {
      return;
    }
    OrphanedPostgres.stop(directory.resolve(POSTGRES));
    new TemporaryDirectory(dead).close();
  }

  @Override
  public void close() throws IOException {
    for (Path file : deepestFirst()) {
      Files.deleteIfExists(file);
    }
    held.close();
  }

  private List<Path> deepestFirst() throws IOException {
    try (Stream<Path> files = Files.walk(held.path())) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}

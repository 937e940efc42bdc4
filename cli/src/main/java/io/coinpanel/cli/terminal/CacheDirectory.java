package io.coinpanel.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The cache directory: unpacked Postgres binaries, downloaded trades and the demo's log; may be
 * deleted at any time.
 */
public final class CacheDirectory {

  private CacheDirectory() {}

  /** The user's, or a temporary one if the home directory is not writable. */
  public static Path path() {
    try {
      return Files.createDirectories(ofUser(System.getenv("XDG_CACHE_HOME")));
    } catch (IOException e) {
      return temporary();
    }
  }

  private static Path ofUser(@Nullable String cacheHome) {
    Path parent =
        cacheHome == null || cacheHome.isBlank()
            ? HomeDirectory.path().resolve(".cache")
            : Path.of(cacheHome);
    return parent.resolve("coinpanel");
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("coinpanel-cache-");
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for temporary files", e);
    }
  }
}

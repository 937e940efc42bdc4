package io.coinpanel.standalone.panel;

import io.coinpanel.standalone.terminal.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What may be deleted at any time and is only faster to have: Postgres unpacked, the demo's log.
 */
public final class CacheDirectory {

  private CacheDirectory() {}

  /** The user's own, or a new temporary one where the user's home cannot be written. */
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
            ? Home.path().resolve(".cache")
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

package io.coinpanel.cli.session;

import io.coinpanel.cli.terminal.HomeDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The user's state directory. */
public final class StateDirectory {

  private StateDirectory() {}

  /** Of the XDG Base Directory Specification: {@code ~/.local/state} unless it is set. */
  public static Path path() {
    return ofUser(System.getenv("XDG_STATE_HOME")).resolve("coinpanel");
  }

  // The specification says to ignore relative paths.
  private static Path ofUser(@Nullable String stateHome) {
    return stateHome == null || !Path.of(stateHome).isAbsolute()
        ? HomeDirectory.path().resolve(".local/state")
        : Path.of(stateHome);
  }
}

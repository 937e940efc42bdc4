package io.coinpanel.standalone.session;

import io.coinpanel.standalone.terminal.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the user's programs keep what outlives them but is no one's document. */
public final class StateDirectory {

  private StateDirectory() {}

  /** Of the XDG Base Directory Specification: {@code ~/.local/state} unless it is set. */
  public static Path path() {
    return ofUser(System.getenv("XDG_STATE_HOME")).resolve("coinpanel");
  }

  // The specification has relative paths ignored.
  private static Path ofUser(@Nullable String stateHome) {
    return stateHome == null || !Path.of(stateHome).isAbsolute()
        ? Home.path().resolve(".local/state")
        : Path.of(stateHome);
  }
}

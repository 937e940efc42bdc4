package io.coinpanel.cli.terminal;

import java.nio.file.Path;

/**
 * The user's home directory: {@code $HOME}, which may differ from what the system has on record.
 */
public final class HomeDirectory {

  private HomeDirectory() {}

  public static Path path() {
    String home = System.getenv("HOME");
    return home != null && Path.of(home).isAbsolute()
        ? Path.of(home)
        : Path.of(System.getProperty("user.home"));
  }
}

package io.coinpanel.standalone.panel;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Ends a Postgres when this process is gone without having ended it, be it by kill -9. A shell
 * waits for its input to end, which the system does for whoever dies, and then looks whether there
 * is something left to end.
 */
final class LastWill implements AutoCloseable {

  // Ctrl-C and a closed terminal reach the shell as well, and it has to outlive its parent.
  // The number may have gone to another process since; where there is no ps it is believed.
  private static final String SCRIPT =
      """
      trap '' INT HUP TERM
      cat >/dev/null
      read -r pid <"$1" || exit 0
      name=$(ps -o comm= -p "$pid" 2>/dev/null)
      case $?:$name in
        0:*postgres*|127:*) kill -INT "$pid" ;;
      esac
      """;

  private final OutputStream life;

  private LastWill(OutputStream life) {
    this.life = life;
  }

  /** Made before Postgres starts in this directory, so that there is no moment without one. */
  static LastWill of(Path data) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", SCRIPT, "sh", data.resolve("postmaster.pid").toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    return new LastWill(shell.getOutputStream());
  }

  /** To be called when Postgres has ended; the shell then ends without doing anything. */
  @Override
  public void close() throws IOException {
    life.close();
  }
}

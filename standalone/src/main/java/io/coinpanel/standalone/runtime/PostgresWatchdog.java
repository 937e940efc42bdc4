package io.coinpanel.standalone.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Watchdog that stops Postgres if this process dies without doing so, even by kill -9. A shell
 * waits for EOF on its stdin, then stops a remaining Postgres.
 */
final class PostgresWatchdog implements AutoCloseable {

  // Ctrl-C and a closed terminal reach the shell as well, and it has to outlive its parent.
  // The PID may have been reused; without ps it is trusted.
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

  private final OutputStream stdin;

  private PostgresWatchdog(OutputStream life) {
    this.stdin = life;
  }

  /** Started before Postgres, so that there is no unprotected moment. */
  static PostgresWatchdog start(Path data) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", SCRIPT, "sh", data.resolve("postmaster.pid").toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    return new PostgresWatchdog(shell.getOutputStream());
  }

  /** Called after Postgres has stopped; the shell then exits without action. */
  @Override
  public void close() throws IOException {
    stdin.close();
  }
}

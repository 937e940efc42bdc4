package io.coinpanel.systemtests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Progress log of a run, in {@code target/faults.txt}. */
final class RunLog {

  private static final Path FILE = Path.of("target", "faults.txt");

  private RunLog() {}

  static void println(String line) throws IOException {
    Files.writeString(
        FILE,
        Instant.now() + " " + line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}

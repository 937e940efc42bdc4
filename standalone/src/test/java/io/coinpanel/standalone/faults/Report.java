package io.coinpanel.standalone.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** What a run tells while it goes on, in {@code target/faults.txt}. */
final class Report {

  private static final Path FILE = Path.of("target", "faults.txt");

  private Report() {}

  static void say(String line) throws IOException {
    Files.writeString(
        FILE,
        Instant.now() + " " + line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}

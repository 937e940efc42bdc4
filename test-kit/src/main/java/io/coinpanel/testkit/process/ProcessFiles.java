package io.coinpanel.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the processes of this JVM's tests share: forks of a build may run side by side. */
final class ProcessFiles {

  private ProcessFiles() {}

  /** The path of a file that is not there yet. */
  static Path create(String name) throws IOException {
    Path folder = Path.of("target", "processes", Long.toString(ProcessHandle.current().pid()));
    Path file = Files.createDirectories(folder).resolve(name).toAbsolutePath();
    Files.deleteIfExists(file);
    return file;
  }
}

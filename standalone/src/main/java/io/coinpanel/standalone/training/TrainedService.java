package io.coinpanel.standalone.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service in a process of its own that writes its AOT cache when it ends. */
final class TrainedService implements AutoCloseable {

  private static final String CACHE = "classes.aot";
  private static final int WRITING_MINUTES = 5;

  private final Process process;

  private TrainedService(Process process) {
    this.process = process;
  }

  /** Where the cache of a jar is. */
  static Path cache(Path jar) {
    return jar.resolveSibling(CACHE);
  }

  static TrainedService start(Path jar, List<String> javaOptions, List<String> arguments, Path logs)
      throws IOException {
    Path cache = cache(jar);
    Files.deleteIfExists(cache);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.add("-XX:AOTCacheOutput=" + cache);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    Path log = logs.resolve(jar.getFileName() + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new TrainedService(process);
  }

  /** Stops it gracefully and waits until the JVM has written the cache. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(WRITING_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.coinpanel.benchmarks.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says about a process. */
final class ProcessStatus {

  private static final String RESIDENT = "VmRSS:";
  private static final String THREADS = "Threads:";

  private ProcessStatus() {}

  static long residentBytes(long pid) throws IOException {
    return number(pid, RESIDENT) << 10;
  }

  static long threads(long pid) throws IOException {
    return number(pid, THREADS);
  }

  private static long number(long pid, String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("process " + pid + " has no " + field));
  }
}

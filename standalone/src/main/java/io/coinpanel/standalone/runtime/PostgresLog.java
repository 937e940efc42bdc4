package io.coinpanel.standalone.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Postgres's log file, next to its data directory. */
final class PostgresLog {

  // Excludes responses to clients during startup: "FATAL:  the database system is starting up".
  // "FATAL:  database files are incompatible with server", "initdb: error: could not ..."
  private static final Pattern REASON =
      Pattern.compile(
          "^.*?(?:FATAL|PANIC|error):\\s+(?!the database system is)(.*)$", Pattern.MULTILINE);
  private static final Pattern DETAIL = Pattern.compile("^.*?DETAIL:\\s+(.*)$", Pattern.MULTILINE);

  private final Path file;

  private PostgresLog(Path file) {
    this.file = file;
  }

  /** Truncates an existing log. */
  static PostgresLog beside(Path data) throws IOException {
    Files.createDirectories(data.toAbsolutePath().getParent());
    PostgresLog log = new PostgresLog(data.resolveSibling(data.getFileName() + ".log"));
    Files.deleteIfExists(log.file);
    return log;
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  Redirect redirect() {
    return Redirect.appendTo(file.toFile());
  }

  /** Why it failed to start, as logged. */
  Optional<String> reason() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(file), UTF_8);
    return last(REASON, text)
        .map(
            reason ->
                last(DETAIL, text).map(detail -> reason + " (" + detail + ")").orElse(reason));
  }

  private static Optional<String> last(Pattern pattern, String text) {
    List<String> found = pattern.matcher(text).results().map(match -> match.group(1)).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }
}

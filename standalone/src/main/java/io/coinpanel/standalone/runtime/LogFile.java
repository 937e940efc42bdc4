package io.coinpanel.standalone.runtime;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.logging.LoggingSystem;

/** Log file of the services, keeping the terminal free for output. */
public record LogFile(Path path) {

  /** Disables console logging; call before anything logs. */
  public LogFile muteConsole() {
    LoggingSystem.get(LogFile.class.getClassLoader()).beforeInitialize();
    return this;
  }

  /** Its arguments for a service. */
  public List<String> arguments() {
    return List.of(
        "--logging.file.name=" + path,
        "--logging.threshold.console=OFF",
        "--logging.include-application-name=false");
  }
}

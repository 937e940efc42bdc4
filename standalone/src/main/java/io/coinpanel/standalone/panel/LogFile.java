package io.coinpanel.standalone.panel;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.logging.LoggingSystem;

/** The file that gets what the services log, so that the terminal shows what its user asked for. */
public record LogFile(Path path) {

  /** Keeps the console quiet from now on; to be called before anything can log. */
  public LogFile hushConsole() {
    LoggingSystem.get(LogFile.class.getClassLoader()).beforeInitialize();
    return this;
  }

  /** What a service is told about it. */
  public List<String> arguments() {
    return List.of(
        "--logging.file.name=" + path,
        "--logging.threshold.console=OFF",
        "--logging.include-application-name=false");
  }
}

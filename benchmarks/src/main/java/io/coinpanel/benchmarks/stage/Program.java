package io.coinpanel.benchmarks.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service as a program: its runnable jar where there is one, else its class. */
enum Program {
  INGESTION("ingestion-service", "io.coinpanel.ingestion.IngestionApplication"),
  WEBSERVER("webserver-service", "io.coinpanel.webserver.WebserverApplication");

  private final String module;
  private final String main;

  Program(String module, String main) {
    this.module = module;
    this.main = main;
  }

  /**
   * The end of its command line.
   *
   * @param root of the project, or null to run it from this process's class path
   */
  List<String> arguments(@Nullable Path root) {
    if (root == null) {
      return List.of("-cp", System.getProperty("java.class.path", ""), main);
    }
    Path jar = root.resolve(module).resolve("target").resolve(module + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing; build it with mvn package");
    }
    return List.of("-jar", jar.toString());
  }
}

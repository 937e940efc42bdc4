package io.coinpanel.benchmarks.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service as a program: as its image holds it, with a cache of classes, or else its class. */
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
    Path image = root.resolve(module).resolve("target").resolve("image");
    Path jar = image.resolve(module + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing; ./coinpanel bench makes it");
    }
    return List.of("-XX:AOTCache=" + image.resolve("classes.aot"), "-jar", jar.toString());
  }
}

package io.coinpanel.benchmarks.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service as a program: as its image holds it, or its plain jar, or its class. */
enum ServiceProgram {
  INGESTION("ingestion-service", "io.coinpanel.ingestion.IngestionApplication"),
  WEBSERVER("webserver-service", "io.coinpanel.webserver.WebserverApplication");

  private final String module;
  private final String main;

  ServiceProgram(String module, String main) {
    this.module = module;
    this.main = main;
  }

  /**
   * The end of its command line: as its image holds it, or else its plain jar.
   *
   * @param root of the project, or null to run it from this process's class path
   */
  List<String> arguments(@Nullable Path root) {
    if (root == null) {
      return List.of("-cp", System.getProperty("java.class.path", ""), main);
    }
    Path target = root.resolve(module).resolve("target");
    Path jar = target.resolve("image").resolve(module + ".jar");
    if (Files.exists(jar)) {
      return hasCache(root)
          ? List.of("-XX:AOTCache=" + cache(root), "-jar", jar.toString())
          : List.of("-jar", jar.toString());
    }
    Path plain = target.resolve(module + ".jar");
    if (!Files.exists(plain)) {
      throw new IllegalStateException(plain + " is missing; run ./coinpanel bench to build it");
    }
    return List.of("-jar", plain.toString());
  }

  /** Whether it starts with a cache of classes, as its image does. */
  boolean hasCache(@Nullable Path root) {
    return root != null && Files.exists(cache(root));
  }

  private Path cache(Path root) {
    return root.resolve(module).resolve("target").resolve("image").resolve("classes.aot");
  }
}

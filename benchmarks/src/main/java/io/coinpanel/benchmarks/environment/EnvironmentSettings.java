package io.coinpanel.benchmarks.environment;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the measured processes are run; options of the command line. */
public final class EnvironmentSettings {

  // As the images start them, but for the heap, as the machine is shared by all of them.
  private static final String JAVA = "-Xmx1g -Xms64m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders";

  private static final String INGESTION =
      JAVA
          + " -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000"
          + " -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000";

  private static final String WEBSERVER =
      JAVA + " -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -XX:TieredStopAtLevel=1";

  @Option(
      names = "--ingestion-java",
      defaultValue = INGESTION,
      paramLabel = "OPTIONS",
      description = "Java options of ingestion (${DEFAULT-VALUE}).")
  private String ingestionJava = INGESTION;

  @Option(
      names = "--webserver-java",
      defaultValue = WEBSERVER,
      paramLabel = "OPTIONS",
      description = "Java options of the webserver (${DEFAULT-VALUE}).")
  private String webserverJava = WEBSERVER;

  @Option(
      names = "--jfr",
      paramLabel = "DIR",
      description = "Records each service with Flight Recorder into this directory.")
  private @Nullable Path jfr;

  @Option(
      names = "--root",
      hidden = true,
      defaultValue = "${sys:coinpanel.root}",
      description = "The project's directory; without it the services run from the class path.")
  private @Nullable Path root;

  List<String> javaOptions(ServiceProgram serviceProgram) {
    String options =
        switch (serviceProgram) {
          case INGESTION -> ingestionJava;
          case WEBSERVER -> webserverJava;
        };
    return List.of(options.strip().split("\\s+", -1));
  }

  @Nullable Path jfr() {
    return jfr;
  }

  /** The project's directory, or null where only classes are known. */
  public @Nullable Path root() {
    return root;
  }
}

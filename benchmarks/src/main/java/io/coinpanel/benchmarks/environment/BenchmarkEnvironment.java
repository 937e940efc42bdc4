package io.coinpanel.benchmarks.environment;

import io.coinpanel.database.Schema;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.standalone.runtime.TemporaryDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The environment of one measurement. Postgres and the services are processes of their own; the
 * simulated exchange is in this process, so that its clock is the clients' clock and its CPU counts
 * for the harness.
 */
public final class BenchmarkEnvironment implements AutoCloseable {

  public static final Duration TIMEOUT = Duration.ofSeconds(90);

  private static final String SMALL_HEAP = "-Xms16m";

  private static final Map<String, String> UNLIMITED =
      Map.of(
          "WEBSERVER_MAX_COMMANDS_PER_SECOND", "1000000",
          "WEBSERVER_MAX_SUBSCRIPTIONS", "1000000",
          "WEBSERVER_MAX_CONNECTIONS_PER_ADDRESS", "0",
          "WEBSERVER_MAX_SUBSCRIPTIONS_PER_ADDRESS", "0",
          "WEBSERVER_MAX_ANONYMOUS_SUBSCRIPTIONS", "0");

  private final EnvironmentSettings settings;
  private final CloseableStack closeableStack;
  private final Path directory;
  private final Postgres postgres;
  private final Simulator simulator;
  private int started;

  private BenchmarkEnvironment(
      EnvironmentSettings settings,
      CloseableStack closeableStack,
      Path directory,
      Postgres postgres,
      Simulator simulator) {
    this.settings = settings;
    this.closeableStack = closeableStack;
    this.directory = directory;
    this.postgres = postgres;
    this.simulator = simulator;
  }

  /** A database with the schema and an exchange on which nothing is traded yet. */
  public static BenchmarkEnvironment open(EnvironmentSettings settings, SimulatorSettings exchange)
      throws IOException {
    CloseableStack closeableStack = new CloseableStack();
    try {
      TemporaryDirectory temporary = closeableStack.add(TemporaryDirectory.create());
      Path directory = temporary.path();
      Postgres postgres = closeableStack.add(Postgres.start(temporary.postgres()));
      Schema.migrate(postgres.dataSource());
      Simulator simulator = closeableStack.add(Simulator.start(exchange));
      return new BenchmarkEnvironment(settings, closeableStack, directory, postgres, simulator);
    } catch (IOException | RuntimeException e) {
      closeableStack.close();
      throw e;
    }
  }

  public Postgres postgres() {
    return postgres;
  }

  public Simulator simulator() {
    return simulator;
  }

  /** Starts an ingestion; it is not ready yet. */
  public ServiceProcess startIngestion() throws IOException {
    int port = Ports.free();
    return start(
        ServiceProgram.INGESTION,
        List.of(),
        port,
        Map.of(
            "INGESTION_PORT", Integer.toString(port),
            "BINANCE_WS_URI", simulator.webSocketUri().toString(),
            "BINANCE_REST_URI", simulator.restUri().toString()));
  }

  /** Starts a webserver without limits; not ready yet. */
  public ServiceProcess startWebserver() throws IOException {
    return startWebserver(List.of(), Map.of());
  }

  /** Starts one whose heap begins so small that it hides nothing of what clients need. */
  public ServiceProcess startSmallWebserver() throws IOException {
    return startWebserver(List.of(SMALL_HEAP), Map.of());
  }

  /** Starts one with settings of its own. */
  public ServiceProcess startWebserver(Map<String, String> own) throws IOException {
    return startWebserver(List.of(), own);
  }

  private ServiceProcess startWebserver(List<String> javaOptions, Map<String, String> own)
      throws IOException {
    int port = Ports.free();
    Map<String, String> environment = new HashMap<>(UNLIMITED);
    environment.put("WEBSERVER_PORT", Integer.toString(port));
    environment.put("WEBSERVER_MANAGEMENT_PORT", Integer.toString(port));
    environment.putAll(own);
    return start(ServiceProgram.WEBSERVER, javaOptions, port, environment);
  }

  /** How many of both services start with a cache of classes, as their images do. */
  public int cachesOfClasses() {
    return (int)
        Stream.of(ServiceProgram.values()).filter(one -> one.hasCache(settings.root())).count();
  }

  /** Where a webserver's clients connect to. */
  public static URI socketOf(ServiceProcess webserver) {
    return URI.create("ws://127.0.0.1:" + webserver.port() + "/ws");
  }

  private ServiceProcess start(
      ServiceProgram serviceProgram, List<String> javaOptions, int port, Map<String, String> own)
      throws IOException {
    String name = serviceProgram.name().toLowerCase(Locale.ROOT) + "-" + ++started;
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command(serviceProgram, javaOptions, name))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = new HashMap<>(own);
    environment.put("SPRING_DATASOURCE_URL", postgres.jdbcUrl());
    environment.put("SPRING_DATASOURCE_USERNAME", postgres.user());
    environment.put("SPRING_DATASOURCE_PASSWORD", "");
    builder.environment().putAll(environment);
    long startedAt = System.nanoTime();
    return closeableStack.add(new ServiceProcess(builder.start(), port, log, startedAt));
  }

  private List<String> command(
      ServiceProgram serviceProgram, List<String> javaOptions, String name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings.javaOptions(serviceProgram));
    // The last one of two that contradict each other is in force.
    command.addAll(javaOptions);
    Path recordings = settings.jfr();
    if (recordings != null) {
      command.add(
          "-XX:StartFlightRecording=settings=profile,filename="
              + recordings.resolve(name + ".jfr").toAbsolutePath());
    }
    command.addAll(serviceProgram.arguments(settings.root()));
    return command;
  }

  @Override
  public void close() {
    closeableStack.close();
  }
}

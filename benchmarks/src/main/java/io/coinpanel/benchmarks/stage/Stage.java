package io.coinpanel.benchmarks.stage;

import io.coinpanel.database.Schema;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Ports;
import io.coinpanel.standalone.panel.TemporaryDirectory;
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
 * Everything one measurement needs. Postgres and the services are processes of their own; the
 * simulated exchange is in this process, so that its clock is the clients' clock and its CPU is
 * nobody's but the harness's.
 */
public final class Stage implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofSeconds(90);

  private final StageSettings settings;
  private final Parts parts;
  private final Path directory;
  private final Postgres postgres;
  private final Simulator simulator;
  private int started;

  private Stage(
      StageSettings settings, Parts parts, Path directory, Postgres postgres, Simulator simulator) {
    this.settings = settings;
    this.parts = parts;
    this.directory = directory;
    this.postgres = postgres;
    this.simulator = simulator;
  }

  /** A database with the schema and an exchange on which nothing is traded yet. */
  public static Stage open(StageSettings settings, SimulatorSettings exchange) throws IOException {
    Parts parts = new Parts();
    try {
      TemporaryDirectory temporary = parts.add(TemporaryDirectory.create());
      Path directory = temporary.path();
      Postgres postgres = parts.add(Postgres.start(temporary.postgres()));
      Schema.migrate(postgres.dataSource());
      Simulator simulator = parts.add(Simulator.start(exchange));
      return new Stage(settings, parts, directory, postgres, simulator);
    } catch (IOException | RuntimeException e) {
      parts.close();
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
        Program.INGESTION,
        port,
        Map.of(
            "INGESTION_PORT", Integer.toString(port),
            "BINANCE_WS_URI", simulator.webSocketUri().toString(),
            "BINANCE_REST_URI", simulator.restUri().toString()));
  }

  /** Starts a webserver that keeps nobody away; it is not ready yet. */
  public ServiceProcess startWebserver() throws IOException {
    return startWebserver("");
  }

  /** Starts one with {@code JAVA_TOOL_OPTIONS} beside the settings' own. */
  public ServiceProcess startWebserver(String javaOptions) throws IOException {
    int port = Ports.free();
    return start(
        Program.WEBSERVER,
        port,
        Map.of(
            "JAVA_TOOL_OPTIONS",
            javaOptions,
            "WEBSERVER_PORT",
            Integer.toString(port),
            "WEBSERVER_MANAGEMENT_PORT",
            Integer.toString(port),
            "WEBSERVER_MAX_COMMANDS_PER_SECOND",
            "1000000",
            "WEBSERVER_MAX_SUBSCRIPTIONS",
            "1000000",
            "WEBSERVER_MAX_CONNECTIONS_PER_ADDRESS",
            "0",
            "WEBSERVER_MAX_SUBSCRIPTIONS_PER_ADDRESS",
            "0",
            "WEBSERVER_MAX_ANONYMOUS_SUBSCRIPTIONS",
            "0"));
  }

  /** How many of both services start with a cache of classes, as their images do. */
  public int cachesOfClasses() {
    return (int) Stream.of(Program.values()).filter(one -> one.hasCache(settings.root())).count();
  }

  /** Where a webserver's clients connect to. */
  public static URI socketOf(ServiceProcess webserver) {
    return URI.create("ws://127.0.0.1:" + webserver.port() + "/ws");
  }

  private ServiceProcess start(Program program, int port, Map<String, String> own)
      throws IOException {
    String name = program.name().toLowerCase(Locale.ROOT) + "-" + ++started;
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command(program, name))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = new HashMap<>(own);
    environment.put("SPRING_DATASOURCE_URL", postgres.jdbcUrl());
    environment.put("SPRING_DATASOURCE_USERNAME", postgres.user());
    environment.put("SPRING_DATASOURCE_PASSWORD", "");
    builder.environment().putAll(environment);
    long startedAt = System.nanoTime();
    return parts.add(new ServiceProcess(builder.start(), port, log, startedAt));
  }

  private List<String> command(Program program, String name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings.javaOptions(program));
    Path recordings = settings.jfr();
    if (recordings != null) {
      command.add(
          "-XX:StartFlightRecording=settings=profile,filename="
              + recordings.resolve(name + ".jfr").toAbsolutePath());
    }
    command.addAll(program.arguments(settings.root()));
    return command;
  }

  @Override
  public void close() {
    parts.close();
  }
}

package io.coinpanel.standalone.training;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.panel.EmbeddedDatabase;
import io.coinpanel.standalone.panel.ExchangeAddress;
import io.coinpanel.standalone.panel.LogFile;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Ports;
import io.coinpanel.standalone.panel.Readiness;
import io.coinpanel.standalone.panel.Services;
import io.coinpanel.standalone.panel.ServicesSettings;
import io.coinpanel.standalone.panel.TemporaryDirectory;
import io.coinpanel.standalone.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Trains the AOT caches: runs both services on simulated trades with some clients, so that the JVM
 * records the classes and the profiles of subscribing, matching and delivering, not only those of a
 * start. Users never need it; the launcher and the images run it while they are built.
 *
 * <p>With two jars, each service is a process and leaves {@code classes.aot} beside its jar.
 * Without, both run in this process, whose own {@code -XX:AOTCacheOutput} counts.
 */
@Command(name = "train", hidden = true)
public final class TrainCommand implements Callable<Integer> {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration WORK = Duration.ofSeconds(25);
  // Few, so that each is traded often.
  private static final int SYMBOLS = 10;
  private static final double TRADES_PER_SECOND = 2_000;

  @Option(names = "--ingestion", paramLabel = "JAR", description = "Ingestion's extracted jar.")
  private @Nullable Path ingestion;

  @Option(names = "--webserver", paramLabel = "JAR", description = "The webserver's.")
  private @Nullable Path webserver;

  @Parameters(paramLabel = "JAVA_OPTION", description = "Options for the services' JVMs.")
  private List<String> javaOptions = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Parts parts = new Parts()) {
      parts.closeAtExit();
      TemporaryDirectory directory = parts.add(TemporaryDirectory.create());
      LogFile log = new LogFile(directory.path().resolve("training.log")).hushConsole();
      EmbeddedDatabase database = parts.add(EmbeddedDatabase.start(directory.postgres(), true));
      Simulator exchange = parts.add(Simulator.start(trading()));
      ServicesSettings settings = settings(database, exchange, log);
      int port = start(parts, settings, directory.path());
      if (!Readiness.await(port, START)) {
        throw new Failure("The webserver did not become ready.");
      }
      if (Workload.run(port, WORK) == 0) {
        throw new Failure("No client was notified of anything.");
      }
    }
    // Written when the services have ended, which is never a reason for others not to end.
    checkCache(ingestion);
    checkCache(webserver);
    return ExitCode.OK;
  }

  private static void checkCache(@Nullable Path jar) {
    if (jar != null && !Files.exists(TrainedService.cache(jar))) {
      throw new Failure("The JVM has written no cache to " + TrainedService.cache(jar) + ".");
    }
  }

  private static SimulatorSettings trading() {
    return SimulatorSettings.documented().symbols(SYMBOLS).rate(TRADES_PER_SECOND);
  }

  private static ServicesSettings settings(
      EmbeddedDatabase database, Simulator exchange, LogFile log) throws IOException {
    List<String> more = new ArrayList<>(log.arguments());
    more.add("--webserver.max-commands-per-second=1000000");
    return new ServicesSettings(
        database.address(),
        Ports.free(),
        Ports.free(),
        new ExchangeAddress(exchange.webSocketUri(), exchange.restUri()),
        more);
  }

  /** Returns the webserver's port. */
  private int start(Parts parts, ServicesSettings settings, Path logs) throws IOException {
    if (ingestion == null || webserver == null) {
      return parts.add(Services.start(settings)).port();
    }
    parts.add(TrainedService.start(ingestion, javaOptions, settings.ingestionArguments(), logs));
    parts.add(TrainedService.start(webserver, javaOptions, settings.webserverArguments(), logs));
    return settings.port();
  }
}

package io.coinpanel.standalone.training;

import io.coinpanel.cli.terminal.CommandFailedException;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.EmbeddedDatabase;
import io.coinpanel.standalone.runtime.ExchangeAddress;
import io.coinpanel.standalone.runtime.LogFile;
import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.standalone.runtime.ReadinessProbe;
import io.coinpanel.standalone.runtime.Services;
import io.coinpanel.standalone.runtime.ServicesSettings;
import io.coinpanel.standalone.runtime.TemporaryDirectory;
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
 * Trains the AOT caches: runs both services on simulated trades with clients, so that the JVM
 * records classes and profiles of subscribing, matching and delivering. Run by the launcher and the
 * image builds.
 *
 * <p>With two jars, each service is a process and leaves {@code classes.aot} beside its jar.
 * Without, both run in this process, whose own {@code -XX:AOTCacheOutput} counts.
 */
@Command(name = "train", hidden = true)
public final class TrainCommand implements Callable<Integer> {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration WORK = Duration.ofSeconds(25);
  // Few, so that each trades often.
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
    try (CloseableStack closeableStack = new CloseableStack()) {
      closeableStack.closeAtExit();
      TemporaryDirectory directory = closeableStack.add(TemporaryDirectory.create());
      LogFile log = new LogFile(directory.path().resolve("training.log")).muteConsole();
      EmbeddedDatabase database =
          closeableStack.add(EmbeddedDatabase.start(directory.postgres(), true));
      Simulator exchange = closeableStack.add(Simulator.start(trading()));
      ServicesSettings settings = settings(database, exchange, log);
      int port = start(closeableStack, settings, directory.path());
      if (!ReadinessProbe.await(port, START)) {
        throw new CommandFailedException("The webserver did not become ready.");
      }
      if (Workload.run(port, WORK) == 0) {
        throw new CommandFailedException("No client received a notification.");
      }
    }
    // Written when the services have stopped.
    checkCache(ingestion);
    checkCache(webserver);
    return ExitCode.OK;
  }

  private static void checkCache(@Nullable Path jar) {
    if (jar != null && !Files.exists(TrainedService.cache(jar))) {
      throw new CommandFailedException(
          "The JVM wrote no cache to " + TrainedService.cache(jar) + ".");
    }
  }

  private static SimulatorSettings trading() {
    return SimulatorSettings.documented().symbols(SYMBOLS).rate(TRADES_PER_SECOND);
  }

  private static ServicesSettings settings(
      EmbeddedDatabase database, Simulator exchange, LogFile log) throws IOException {
    List<String> more = new ArrayList<>(log.arguments());
    more.add("--coinpanel.webserver.max-commands-per-second=1000000");
    return new ServicesSettings(
        database.address(),
        Ports.free(),
        Ports.free(),
        new ExchangeAddress(exchange.webSocketUri(), exchange.restUri()),
        more);
  }

  /** Returns the webserver's port. */
  private int start(CloseableStack closeableStack, ServicesSettings settings, Path logs)
      throws IOException {
    if (ingestion == null || webserver == null) {
      return closeableStack.add(Services.start(settings)).port();
    }
    closeableStack.add(
        TrainedService.start(ingestion, javaOptions, settings.ingestionArguments(), logs));
    closeableStack.add(
        TrainedService.start(webserver, javaOptions, settings.webserverArguments(), logs));
    return settings.port();
  }
}

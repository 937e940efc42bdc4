package io.coinpanel.simulator;

import io.coinpanel.simulator.source.ReplaySpeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The simulated exchange on the command line, alone or as a subcommand. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Runs a simulated exchange: Binance's streams and REST API with simulated prices.")
public final class SimulatorCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--port", defaultValue = "8002", description = "Port (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (${DEFAULT-VALUE}).")
  private String bind = "";

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the symbols and the random walk (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      defaultValue = "100",
      converter = Rate.class,
      description = "Random trades per second over all symbols, 0 or 'max' (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--symbols",
      defaultValue = "2000",
      description = "Symbols listed (${DEFAULT-VALUE}).")
  private int symbols;

  @Option(
      names = "--replay",
      description = "Recorded trades (csv, gzip, zip) to replay immediately.")
  private @Nullable Path replay;

  @Option(
      names = "--speed",
      defaultValue = "1",
      converter = Speed.class,
      description = "Replay speed relative to the recording, or 'max' (${DEFAULT-VALUE}).")
  private double speed;

  @Option(names = "--shift-times", description = "Shift replayed trades to the current time.")
  private boolean shiftTimes;

  /** A number, or {@code max} for no bound. */
  static final class Rate implements CommandLine.ITypeConverter<Double> {

    @Override
    public Double convert(String value) {
      double number =
          value.toLowerCase(Locale.ROOT).equals("max")
              ? Double.POSITIVE_INFINITY
              : Double.parseDouble(value);
      if (!(number >= 0)) {
        throw new CommandLine.TypeConversionException("'" + value + "' is below zero");
      }
      return number;
    }
  }

  /** A number above zero, or {@code max}. */
  static final class Speed implements CommandLine.ITypeConverter<Double> {

    @Override
    public Double convert(String value) {
      double speed = new Rate().convert(value);
      if (speed == 0) {
        throw new CommandLine.TypeConversionException("'" + value + "' must be above zero");
      }
      return speed;
    }
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new SimulatorCommand()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    SimulatorSettings settings =
        SimulatorSettings.documented()
            .bind(bind)
            .port(port)
            .seed(seed)
            .rate(replay == null ? rate : 0)
            .symbols(symbols);
    try (Simulator simulator = Simulator.start(settings)) {
      println(greeting(simulator));
      if (replay != null) {
        replay(simulator, replay);
      }
      simulator.awaitClose();
      return 0;
    } catch (UncheckedIOException e) {
      printError("The recorded trades cannot be replayed: " + e.getMessage() + ".");
      return FAILED;
    } catch (IOException e) {
      printError("Port " + port + " of " + bind + " is unavailable: " + e.getMessage() + ".");
      return FAILED;
    }
  }

  private void replay(Simulator simulator, Path file) {
    var _ =
        simulator
            .replay(file, new ReplaySpeed(speed), shiftTimes)
            .whenComplete((trades, failure) -> println(replayed(file, trades, failure)));
  }

  private static String replayed(Path file, @Nullable Long trades, @Nullable Throwable failure) {
    return failure == null
        ? "Replayed " + trades + " trades of " + file + "."
        : "The replay of " + file + " has stopped: " + failure.getMessage() + ".";
  }

  private static String greeting(Simulator simulator) {
    return "Simulated exchange, simulated prices: streams "
        + simulator.webSocketUri()
        + ", REST "
        + simulator.restUri()
        + "/api/v3, control "
        + simulator.restUri()
        + "/control";
  }

  private void println(String line) {
    commandLine().getOut().println(line);
    commandLine().getOut().flush();
  }

  private void printError(String line) {
    commandLine().getErr().println(line);
    commandLine().getErr().flush();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return spec.commandLine();
  }
}

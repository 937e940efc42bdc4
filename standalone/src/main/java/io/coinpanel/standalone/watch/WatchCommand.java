package io.coinpanel.standalone.watch;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Subscribes to one threshold and prints a line for every crossing of it. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = "Prints a line for every crossing of a threshold, until Ctrl-C.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the crossing of --once was told", "2:it cannot be watched"})
public final class WatchCommand implements Callable<Integer> {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SYMBOL", description = "What is traded, as btcusdt.")
  private String symbol = "";

  @Parameters(paramLabel = "THRESHOLD", description = "The price to be crossed, as 65000.")
  private String threshold = "";

  /** At most one of them. */
  static final class Direction {
    // Only there to be said: it is what holds when nothing is.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--above", description = "When the price rises above it (the default).")
    private boolean above;

    @Option(names = "--below", description = "When the price falls below it.")
    private boolean below;

    @Option(names = "--cross", description = "Either way.")
    private boolean cross;

    Condition condition() {
      return below ? Condition.BELOW : cross ? Condition.CROSS : Condition.ABOVE;
    }
  }

  @ArgGroup private Direction direction = new Direction();

  @Option(names = "--once", description = "End with the first crossing.")
  private boolean once;

  @Option(names = "--json", description = "Print the server's messages as they come.")
  private boolean json;

  @Option(
      names = "--url",
      defaultValue = "ws://localhost:8000/ws",
      description = "Where CoinPanel listens (${DEFAULT-VALUE}).")
  private URI url = URI.create("ws://localhost:8000/ws");

  @Override
  public Integer call() throws InterruptedException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    Teller teller = new Teller(commandLine.getOut(), commandLine.getErr(), json);
    Watch watch =
        new Watch(address(), wish(), teller, new Backoff(FIRST_PAUSE, new SplittableRandom()));
    Thread farewell = new Thread(watch::leave, "farewell");
    Runtime.getRuntime().addShutdownHook(farewell);
    Outcome outcome = watch.run();
    if (outcome instanceof Outcome.Refused(String message)) {
      teller.remark("Cannot watch " + wish() + ": " + message);
      return CommandLine.ExitCode.USAGE;
    }
    return CommandLine.ExitCode.OK;
  }

  private Wish wish() {
    Price price =
        Price.parse(threshold)
            .filter(parsed -> parsed.units() > 0)
            .orElseThrow(
                () ->
                    wrong(
                        "'"
                            + threshold
                            + "' is no threshold: a plain number above 0"
                            + " with at most 8 decimals, up to "
                            + Price.MAX
                            + "."));
    return new Wish(symbol, price, direction.condition(), once);
  }

  private URI address() {
    String scheme = String.valueOf(url.getScheme());
    if (!scheme.equals("ws") && !scheme.equals("wss")) {
      throw wrong("'" + url + "' is no WebSocket address: it begins with ws:// or wss://.");
    }
    return url;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}

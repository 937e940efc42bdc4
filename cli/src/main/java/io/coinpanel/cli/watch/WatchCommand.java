package io.coinpanel.cli.watch;

import io.coinpanel.cli.session.Session;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.terminal.OutputFailedException;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Subscribes to one threshold and prints a line for every crossing of it. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Watches a threshold and prints a line for every crossing, until Ctrl-C.",
      "",
      "It reconnects by itself. After a crash, the same command resumes"
          + " and first prints what was missed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the crossing of --once was printed, or the alert was unsubscribed",
      "1:another watch uses this session, no CoinPanel is at the address, or output failed",
      "2:invalid usage, or the server rejected the alert",
      "130:interrupted with Ctrl-C; the alert is unsubscribed unless --keep is given",
      "141:the output pipe was closed; the alert is kept for resuming",
      "143:as 130, by SIGTERM"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel watch btcusdt 65000",
      "  coinpanel watch ethusdt 1800.50 --below --once && say bought",
      "  coinpanel watch btcusdt 65000 --cross --json | jq -r .price"
    })
public final class WatchCommand implements Callable<Integer> {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SYMBOL", description = "The symbol, such as btcusdt.")
  private String symbol = "";

  @Parameters(paramLabel = "THRESHOLD", description = "The threshold, such as 65000.")
  private String threshold = "";

  /** At most one direction. */
  static final class Direction {
    // Accepted for completeness: it is the default.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--above", description = "Fires when the price rises above it (default).")
    private boolean above;

    @Option(names = "--below", description = "Fires when the price falls below it.")
    private boolean below;

    @Option(names = "--cross", description = "Either way.")
    private boolean cross;

    Condition condition() {
      return below ? Condition.BELOW : cross ? Condition.CROSS : Condition.ABOVE;
    }
  }

  @ArgGroup private Direction direction = new Direction();

  @Option(names = "--once", description = "Exit after the first crossing.")
  private boolean once;

  @Option(
      names = "--json",
      description = "Print one JSON object per crossing, as sent by the server.")
  private boolean json;

  @Option(names = "--keep", description = "Keep the alert on the server after exit, for an hour.")
  private volatile boolean keep;

  @Option(
      names = "--session",
      paramLabel = "NAME",
      description =
          "Session name under which this watch is saved, used by one watch at a time; default derived from the alert,"
              + " as btcusdt-above-65000.")
  private @Nullable String sessionName;

  @Option(
      names = "--url",
      defaultValue = "${env:COINPANEL_URL:-ws://localhost:8000/ws}",
      description = "URL of the webserver (${DEFAULT-VALUE}).")
  private URI url = URI.create("ws://localhost:8000/ws");

  @Mixin private OutputOptions outputOptions = new OutputOptions();

  private final Sessions sessions;

  public WatchCommand() {
    this(Sessions.ofUser());
  }

  public WatchCommand(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    WatchTerms watchTerms = terms();
    AlertPrinter alertPrinter = new AlertPrinter(outputOptions.terminal(), json, watchTerms);
    SessionName name = sessionName == null ? watchTerms.sessionName() : named(sessionName);
    Optional<Session> free = sessions.tryAcquire(name);
    if (free.isEmpty()) {
      alertPrinter.warn(
          "Another watch uses session " + name + "; give this one a name with --session NAME.");
      return CommandLine.ExitCode.SOFTWARE;
    }
    try (Session session = free.get()) {
      return watch(session, watchTerms, alertPrinter);
    }
  }

  private int watch(Session session, WatchTerms watchTerms, AlertPrinter alertPrinter)
      throws InterruptedException, IOException {
    Backoff backoff = new Backoff(FIRST_PAUSE, new SplittableRandom());
    Watch watch =
        new Watch(address(), watchTerms, session, alertPrinter, backoff, InstantSource.system());
    Thread stopOnExit = new Thread(() -> watch.stop(keep), "stop");
    Runtime.getRuntime().addShutdownHook(stopOnExit);
    return switch (run(watch)) {
      case Outcome.Rejected(String message) -> {
        alertPrinter.warn("Cannot watch " + watchTerms + ": " + message);
        yield CommandLine.ExitCode.USAGE;
      }
      case Outcome.NotResumed(String message) -> {
        keep = true;
        alertPrinter.warn("Cannot resume session " + session.name() + ": " + message);
        yield CommandLine.ExitCode.SOFTWARE;
      }
      case Outcome.WrongAddress(String message) -> {
        alertPrinter.warn(message);
        yield CommandLine.ExitCode.SOFTWARE;
      }
      case Outcome.Unsubscribed() -> {
        alertPrinter.info("The alert was unsubscribed.");
        yield CommandLine.ExitCode.OK;
      }
      case Outcome.ResumedElsewhere() -> {
        alertPrinter.warn(
            "Another program uses session "
                + session.name()
                + " as well; give this watch a name with --session NAME.");
        yield CommandLine.ExitCode.SOFTWARE;
      }
      case Outcome.Done(), Outcome.Disconnected(var _) -> CommandLine.ExitCode.OK;
    };
  }

  private Outcome run(Watch watch) throws InterruptedException, IOException {
    try {
      return watch.run();
    } catch (OutputFailedException lost) {
      keep = true; // the next watch prints what was not printed
      throw lost;
    }
  }

  private SessionName named(String text) {
    return SessionName.parse(text)
        .orElseThrow(
            () ->
                invalid(
                    "'"
                        + text
                        + "' is not a valid session name: use letters, digits, '.', '-' and '_'."));
  }

  private WatchTerms terms() {
    Price price =
        Price.parse(threshold)
            .filter(parsed -> parsed.units() > 0)
            .filter(parsed -> parsed.compareTo(Price.MAX_THRESHOLD) <= 0)
            .orElseThrow(
                () ->
                    invalid(
                        "'"
                            + threshold
                            + "' is not a valid threshold: use a plain number above 0"
                            + " with at most 8 decimals, up to "
                            + Price.MAX_THRESHOLD
                            + "."));
    return new WatchTerms(symbol, price, direction.condition(), once);
  }

  private URI address() {
    String scheme = String.valueOf(url.getScheme());
    if (!scheme.equals("ws") && !scheme.equals("wss")) {
      throw invalid("'" + url + "' is not a WebSocket URL: it must start with ws:// or wss://.");
    }
    return url;
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}

package io.coinpanel.standalone.watch;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.standalone.session.Session;
import io.coinpanel.standalone.session.SessionName;
import io.coinpanel.standalone.session.Sessions;
import io.coinpanel.standalone.terminal.Looks;
import io.coinpanel.standalone.terminal.OutputLost;
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
      "Prints a line for every crossing of a threshold, until Ctrl-C.",
      "",
      "It connects again by itself. One that was killed goes on when the same command is given"
          + " again, and first prints what was missed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the crossing of --once was told, or the alert was unsubscribed",
      "1:another watch has this session, no CoinPanel is at the address, or output was lost",
      "2:wrong usage, or the server will not watch it",
      "130:ended with Ctrl-C; the alert is given up, unless --keep was said",
      "141:the reader of the output is gone; the alert is kept for a watch that goes on with it",
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

  @Option(
      names = "--json",
      description = "Print one JSON object per line and crossing, as the server sent it.")
  private boolean json;

  @Option(
      names = "--keep",
      description = "At the end leave the alert with the server, which keeps it for an hour.")
  private volatile boolean keep;

  @Option(
      names = "--session",
      paramLabel = "NAME",
      description =
          "What this watch is remembered as, by one watch at a time; by default what it watches,"
              + " as btcusdt-above-65000.")
  private @Nullable String sessionName;

  @Option(
      names = "--url",
      defaultValue = "${env:COINPANEL_URL:-ws://localhost:8000/ws}",
      description = "Where CoinPanel listens (${DEFAULT-VALUE}).")
  private URI url = URI.create("ws://localhost:8000/ws");

  @Mixin private Looks looks = new Looks();

  private final Sessions sessions;

  public WatchCommand() {
    this(Sessions.ofUser());
  }

  WatchCommand(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Wish wish = wish();
    Teller teller = new Teller(looks.terminal(), json, wish);
    SessionName name = sessionName == null ? wish.sessionName() : named(sessionName);
    Optional<Session> free = sessions.take(name);
    if (free.isEmpty()) {
      teller.complain(
          "Another watch has session " + name + "; give this one a name with --session NAME.");
      return CommandLine.ExitCode.SOFTWARE;
    }
    try (Session session = free.get()) {
      return watch(session, wish, teller);
    }
  }

  private int watch(Session session, Wish wish, Teller teller)
      throws InterruptedException, IOException {
    Backoff backoff = new Backoff(FIRST_PAUSE, new SplittableRandom());
    Watch watch = new Watch(address(), wish, session, teller, backoff, InstantSource.system());
    Thread farewell = new Thread(() -> watch.leave(keep), "farewell");
    Runtime.getRuntime().addShutdownHook(farewell);
    return switch (run(watch)) {
      case Outcome.Refused(String message) -> {
        teller.complain("Cannot watch " + wish + ": " + message);
        yield CommandLine.ExitCode.USAGE;
      }
      case Outcome.NotResumed(String message) -> {
        keep = true;
        teller.complain("Cannot go on with session " + session.name() + ": " + message);
        yield CommandLine.ExitCode.SOFTWARE;
      }
      case Outcome.WrongAddress(String message) -> {
        teller.complain(message);
        yield CommandLine.ExitCode.SOFTWARE;
      }
      case Outcome.GivenUp() -> {
        teller.remark("The alert was unsubscribed.");
        yield CommandLine.ExitCode.OK;
      }
      case Outcome.Moved() -> {
        teller.complain(
            "Another program uses session "
                + session.name()
                + " as well; give this watch a name with --session NAME.");
        yield CommandLine.ExitCode.SOFTWARE;
      }
      case Outcome.Done(), Outcome.Lost(var _) -> CommandLine.ExitCode.OK;
    };
  }

  private Outcome run(Watch watch) throws InterruptedException, IOException {
    try {
      return watch.run();
    } catch (OutputLost lost) {
      keep = true; // what was not printed is still to be printed by the next watch
      throw lost;
    }
  }

  private SessionName named(String text) {
    return SessionName.parse(text)
        .orElseThrow(
            () -> wrong("'" + text + "' is no session name: letters, digits, '.', '-' and '_'."));
  }

  private Wish wish() {
    Price price =
        Price.parse(threshold)
            .filter(parsed -> parsed.units() > 0)
            .filter(parsed -> parsed.compareTo(Price.MAX_THRESHOLD) <= 0)
            .orElseThrow(
                () ->
                    wrong(
                        "'"
                            + threshold
                            + "' is no threshold: a plain number above 0"
                            + " with at most 8 decimals, up to "
                            + Price.MAX_THRESHOLD
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

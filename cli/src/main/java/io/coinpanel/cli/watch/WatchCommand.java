package io.coinpanel.cli.watch;

import io.coinpanel.cli.alert.TermsOptions;
import io.coinpanel.cli.client.Credential;
import io.coinpanel.cli.client.ServerOptions;
import io.coinpanel.cli.session.NotificationCursors;
import io.coinpanel.cli.session.Session;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.SessionNameConverter;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.terminal.OutputFailedException;
import io.coinpanel.cli.terminal.OutputOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Subscribes to one condition and prints a line whenever it fires. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Watches a threshold, or another condition, and prints a line whenever it fires,"
          + " until Ctrl-C.",
      "",
      "It reconnects by itself. After a crash, the same command resumes"
          + " and first prints what was missed.",
      "",
      "With a key it watches as the account, and the alert stays after the watch has ended;"
          + " without SYMBOL and THRESHOLD it prints all notifications of the account."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the crossing of --once was printed, or the alert expired or was unsubscribed",
      "1:another watch uses this session, no CoinPanel server responds, or output failed",
      "2:invalid usage, or the server rejected the alert or the key",
      "130:interrupted with Ctrl-C; an anonymous alert is unsubscribed unless --keep is given",
      "141:the output pipe was closed; the alert is kept for resuming",
      "143:as 130, after SIGTERM"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel watch btcusdt 65000",
      "  coinpanel watch ethusdt 1800.50 --below --once && say bought",
      "  coinpanel watch btcusdt 65000 --cross --json | jq -r .price",
      "  coinpanel watch btcusdt 65000 --rearm 64500",
      "  coinpanel watch btcusdt 60000 --below --hold 90s",
      "  coinpanel watch btcusdt --enter 64000 65000 --bar 1h",
      "  coinpanel watch btcusdt --rise 2.5 --within 5m",
      "  coinpanel watch btcusdt --fall 7 --from 70000 --once",
      "  coinpanel watch btcusdt --step 1000 --cooldown 1m",
      "  coinpanel watch btcusdt 65000 --local --name Breakout",
      "  coinpanel watch btcusdt 65000 --local --destination 3 --destination 4",
      "  COINPANEL_KEY=... coinpanel watch"
    })
public final class WatchCommand implements Callable<Integer> {

  private static final SessionName ALL_ALERTS = new SessionName("all");
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SYMBOL",
      description = "The symbol, such as btcusdt. Without it, all alerts of the account.")
  private @Nullable String symbol;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "THRESHOLD",
      description = "The threshold, such as 65000.")
  private @Nullable String threshold;

  @Mixin private TermsOptions alert = new TermsOptions();

  @Option(
      names = "--json",
      description = "Print one JSON object per notification, as sent by the server.")
  private boolean json;

  @Option(
      names = "--keep",
      description = "Keep an anonymous alert for an hour after exit; an account's stays anyway.")
  private volatile boolean keep;

  @Option(
      names = "--session",
      paramLabel = "NAME",
      converter = SessionNameConverter.class,
      description =
          "Name under which this watch is saved, used by one watch at a time"
              + " (default: from the alert, such as btcusdt-above-65000).")
  private @Nullable SessionName sessionName;

  @Mixin private DetailOptions details = new DetailOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions outputOptions = new OutputOptions();

  private final Sessions sessions;
  private final NotificationCursors cursors;

  public WatchCommand() {
    this(Sessions.ofUser(), NotificationCursors.ofUser());
  }

  public WatchCommand(Sessions sessions, NotificationCursors cursors) {
    this.sessions = sessions;
    this.cursors = cursors;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Optional<Credential> credential = server.credential();
    Optional<WatchTerms> terms = terms();
    if (terms.isEmpty() && credential.isEmpty()) {
      throw invalid("Missing SYMBOL and THRESHOLD; without them, give a key or --local.");
    }
    AlertPrinter printer = new AlertPrinter(outputOptions.terminal(), json, terms.orElse(null));
    return credential.isPresent()
        ? watchAccount(credential.get(), terms.orElse(null), printer)
        : watchAnonymously(terms.orElseThrow(), printer);
  }

  private int watchAccount(
      Credential credential, @Nullable WatchTerms terms, AlertPrinter alertPrinter)
      throws InterruptedException, IOException {
    SessionName name = sessionName(terms);
    try (AccountState state =
        new AccountState(cursors, server.address(), name, alertPrinter::warn)) {
      AccountWatch watch =
          new AccountWatch(reconnector(alertPrinter), credential, terms, state, alertPrinter);
      Runtime.getRuntime().addShutdownHook(new Thread(alertPrinter::end, "stop"));
      Outcome outcome = watch.run();
      if (hasEnded(outcome)) {
        state.end();
      }
      return exitCode(outcome, terms == null ? "alerts" : terms.toString(), name, alertPrinter);
    }
  }

  private SessionName sessionName(@Nullable WatchTerms terms) {
    if (sessionName != null) {
      return sessionName;
    }
    return terms == null ? ALL_ALERTS : terms.sessionName();
  }

  private static boolean hasEnded(Outcome outcome) {
    return outcome instanceof Outcome.Done
        || outcome instanceof Outcome.Finished
        || outcome instanceof Outcome.Unsubscribed;
  }

  private Reconnector reconnector(AlertPrinter alertPrinter) {
    return new Reconnector(
        server.address(), alertPrinter, new Backoff(FIRST_PAUSE, new SplittableRandom()));
  }

  private int watchAnonymously(WatchTerms watchTerms, AlertPrinter alertPrinter)
      throws InterruptedException, IOException {
    SessionName name = sessionName(watchTerms);
    Optional<Session> free = sessions.tryAcquire(name);
    if (free.isEmpty()) {
      return exitCode(new Outcome.InUse(), watchTerms.toString(), name, alertPrinter);
    }
    try (Session session = free.get()) {
      return watch(session, watchTerms, alertPrinter);
    }
  }

  private int watch(Session session, WatchTerms watchTerms, AlertPrinter alertPrinter)
      throws InterruptedException, IOException {
    Watch watch =
        new Watch(
            server.address(),
            watchTerms,
            session,
            alertPrinter,
            reconnector(alertPrinter),
            InstantSource.system());
    Thread stopOnExit = new Thread(() -> watch.stop(keep), "stop");
    Runtime.getRuntime().addShutdownHook(stopOnExit);
    Outcome outcome = run(watch);
    if (outcome instanceof Outcome.NotResumed) {
      keep = true;
    }
    return exitCode(outcome, watchTerms.toString(), session.name(), alertPrinter);
  }

  private static int exitCode(
      Outcome outcome, String what, SessionName name, AlertPrinter alertPrinter) {
    return switch (outcome) {
      case Outcome.Done(), Outcome.Disconnected(var _) -> CommandLine.ExitCode.OK;
      case Outcome.Unsubscribed() -> ended("The alert was unsubscribed.", alertPrinter);
      case Outcome.Finished(String sentence) -> ended(sentence, alertPrinter);
      case Outcome.Rejected(String why) ->
          refused("Cannot watch " + what + ": " + why + ".", alertPrinter);
      case Outcome.NotAccepted(String sentence) -> refused(sentence, alertPrinter);
      case Outcome.NotResumed(String why) ->
          failed("Cannot resume session " + name + ": " + why + ".", alertPrinter);
      case Outcome.WrongAddress(String sentence) -> failed(sentence, alertPrinter);
      case Outcome.InUse() ->
          failed(
              "Another watch uses session " + name + "; give this one a name with --session NAME.",
              alertPrinter);
      case Outcome.ResumedElsewhere() ->
          failed(
              "Another program uses session "
                  + name
                  + " as well; give this watch a name with --session NAME.",
              alertPrinter);
    };
  }

  private static int ended(String sentence, AlertPrinter alertPrinter) {
    alertPrinter.info(sentence);
    return CommandLine.ExitCode.OK;
  }

  private static int refused(String sentence, AlertPrinter alertPrinter) {
    alertPrinter.warn(sentence);
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(String sentence, AlertPrinter alertPrinter) {
    alertPrinter.warn(sentence);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private Outcome run(Watch watch) throws InterruptedException, IOException {
    try {
      return watch.run();
    } catch (OutputFailedException lost) {
      keep = true; // the next watch prints what was not printed
      throw lost;
    }
  }

  /** Empty for all alerts. */
  private Optional<WatchTerms> terms() {
    return symbol == null
        ? Optional.empty()
        : Optional.of(
            new WatchTerms(
                symbol,
                alert.condition(threshold),
                alert.repeat(),
                alert.cooldownSeconds(),
                details.fields()));
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}

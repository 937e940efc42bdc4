package io.coinpanel.cli.backtest;

import io.coinpanel.backtest.Backtest;
import io.coinpanel.backtest.BacktestTerms;
import io.coinpanel.backtest.TradeSink;
import io.coinpanel.backtest.TradeSource;
import io.coinpanel.backtest.UnusableTradesException;
import io.coinpanel.cli.alert.TermsOptions;
import io.coinpanel.cli.terminal.CommandFailedException;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

/** Tries an alert on past trades. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Tests an alert on past trades, and prints each notification it would have produced.",
      "",
      "It needs no server. Trades come from the exchange's public daily files, unmodified:"
          + " trades or aggTrades, .csv or .zip; or from its history: whole days (UTC) are"
          + " downloaded and cached, the rest is requested from its REST API."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success, with or without notifications",
      "1:the trades could not be fetched or read, or output failed",
      "2:invalid usage",
      "130:interrupted with Ctrl-C"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel backtest btcusdt 65000 --file BTCUSDT-aggTrades-2025-01-01.zip",
      "  coinpanel backtest btcusdt 65000 --start 2026-01-01 --end 2026-01-03",
      "  coinpanel backtest btcusdt --fall 2 --within 5m --file day.csv --plot day.svg",
      "  coinpanel backtest btcusdt 65000 --file day.zip --compare '65000 --hold 1m'",
      "  coinpanel backtest btcusdt 65000 --file day.zip --json | jq -r .price"
    })
public final class BacktestCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SYMBOL", description = "The symbol, such as btcusdt.")
  private String symbol = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "THRESHOLD",
      description = "The threshold, such as 65000.")
  private @Nullable String threshold;

  @Mixin private TermsOptions alert = new TermsOptions();

  @Mixin private TradeOptions trades = new TradeOptions();

  @Option(
      names = "--compare",
      paramLabel = "TERMS",
      description = "Other terms, as one argument, to compare side by side.")
  private @Nullable String compared;

  @Option(names = "--json", description = "Print one JSON object per notification.")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw the price and the notifications as an SVG.")
  private @Nullable Path plot;

  @Mixin private OutputOptions outputOptions = new OutputOptions();

  private volatile boolean isStopped;

  @Override
  public Integer call() throws InterruptedException, IOException {
    List<Tried> tried = new ArrayList<>(List.of(tried(alert, threshold)));
    String other = compared;
    if (other != null) {
      tried.add(compared(other));
    }
    checkPlot();
    trades.check(InstantSource.system());
    Terminal terminal = outputOptions.terminal();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal), "stop"));
    try (TradeSource source = trades.open(symbol, terminal)) {
      run(source, tried, terminal);
    } catch (UnusableTradesException e) {
      terminal.clear();
      throw new CommandFailedException(e.getMessage() + ".", e);
    }
    return CommandLine.ExitCode.OK;
  }

  private Tried compared(String text) {
    try {
      ComparedTerms terms = ComparedTerms.parse(text);
      return tried(terms.options(), terms.threshold());
    } catch (ParameterException e) {
      throw invalid("--compare '" + text + "': " + e.getMessage());
    }
  }

  private Tried tried(TermsOptions options, @Nullable String price) {
    return new Tried(
        new BacktestTerms(
            symbol.toLowerCase(Locale.ROOT),
            options.condition(price),
            options.repeat(),
            options.cooldownSeconds(),
            null),
        new ArrayList<>());
  }

  /** Found out before the work rather than after it. */
  private void checkPlot() {
    Path file = plot;
    if (file != null && !Files.isDirectory(directory(file))) {
      throw invalid("Cannot write " + file + ": there is no directory " + directory(file) + ".");
    }
  }

  private static Path directory(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private void stop(Terminal terminal) {
    isStopped = true;
    terminal.clear();
  }

  private void run(TradeSource source, List<Tried> tried, Terminal terminal)
      throws IOException, InterruptedException {
    BacktestPrinter printer = new BacktestPrinter(terminal, json);
    List<Backtest> backtests = backtests(tried, printer);
    PriceLine price = new PriceLine();
    TradeSink sink = sink(backtests, price);
    ProgressBar progress = new ProgressBar(terminal, InstantSource.system());
    boolean hasMore = true;
    while (hasMore && !isStopped) {
      hasMore = source.readInto(sink);
      progress.show(source.progress(), backtests.getFirst().trades());
    }
    progress.end();
    if (isStopped) {
      return;
    }
    if (tried.size() > 1) {
      printer.printCompared(tried.get(0), tried.get(1));
    }
    writePlot(price, tried);
    printer.printSums(backtests.getFirst(), tried);
  }

  private static List<Backtest> backtests(List<Tried> tried, BacktestPrinter printer) {
    boolean isAlone = tried.size() == 1;
    return tried.stream()
        .map(
            one ->
                new Backtest(
                    one.terms(),
                    Long.MAX_VALUE,
                    firing -> {
                      one.firings().add(firing);
                      if (isAlone) {
                        printer.print(one, firing);
                      }
                    }))
        .toList();
  }

  private TradeSink sink(List<Backtest> backtests, PriceLine price) {
    if (backtests.size() == 1 && plot == null) {
      return backtests.getFirst();
    }
    List<TradeSink> sinks = new ArrayList<>(backtests);
    if (plot != null) {
      sinks.add(price);
    }
    return (after, first, last, units, time) ->
        sinks.forEach(sink -> sink.trade(after, first, last, units, time));
  }

  private void writePlot(PriceLine price, List<Tried> tried) {
    Path file = plot;
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, Plot.svg(price, tried));
    } catch (IOException e) {
      throw new CommandFailedException("Cannot write " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}

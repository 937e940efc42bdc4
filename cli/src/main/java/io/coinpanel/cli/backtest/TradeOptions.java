package io.coinpanel.cli.backtest;

import io.coinpanel.backtest.TradeSource;
import io.coinpanel.backtest.UnusableTradesException;
import io.coinpanel.backtest.file.TradeFiles;
import io.coinpanel.backtest.history.DailyArchive;
import io.coinpanel.backtest.history.HistoryTrades;
import io.coinpanel.cli.terminal.CacheDirectory;
import io.coinpanel.cli.terminal.Terminal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Options that say which trades: files, or a time of the exchange's history. */
final class TradeOptions {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private @Nullable CommandSpec command;

  @Spec(Spec.Target.MIXEE)
  void setCommand(CommandSpec mixee) {
    command = mixee;
  }

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "File of the symbol's trades; may be repeated, oldest first.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--start",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "Instead of files: first time to fetch trades for, such as 2026-01-31 or"
              + " 2026-01-31T12:00:00Z, from the exchange's history.")
  private @Nullable Instant start;

  @Option(
      names = "--end",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "End of that time, exclusive.")
  private @Nullable Instant end;

  @Option(
      names = "--rest-uri",
      hidden = true,
      defaultValue = "${env:BINANCE_REST_URI:-https://data-api.binance.vision}")
  private URI restUri = URI.create("");

  @Option(
      names = "--archive-uri",
      hidden = true,
      defaultValue = "${env:BINANCE_ARCHIVE_URI:-https://data.binance.vision}")
  private URI archiveUri = URI.create("");

  @Option(names = "--cache", hidden = true)
  private @Nullable Path cache;

  /** A day begins at midnight UTC. */
  static final class TimeConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a time: use 2026-01-31 or 2026-01-31T12:00:00Z.");
      }
    }
  }

  /**
   * Checks them, before there is any work.
   *
   * @throws ParameterException if they do not go together
   */
  void check(InstantSource clock) {
    if (files.isEmpty() && start == null && end == null) {
      throw invalid("Missing trades: give --file, or --start and --end.");
    }
    if (files.isEmpty()) {
      checkTime(clock);
    } else if (start != null || end != null) {
      throw invalid("--file cannot be combined with --start or --end.");
    }
  }

  private void checkTime(InstantSource clock) {
    if (start == null || end == null) {
      throw invalid("--start and --end must be given together.");
    }
    if (!start.isBefore(end)) {
      throw invalid("--end must be after --start.");
    }
    if (end.isAfter(clock.instant())) {
      throw invalid("--end is in the future.");
    }
  }

  TradeSource open(String symbol, Terminal terminal) throws UnusableTradesException {
    if (!files.isEmpty()) {
      return TradeFiles.open(files, symbol);
    }
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    Path directory = cache == null ? CacheDirectory.path().resolve("trades") : cache;
    return new HistoryTrades(
        new DailyArchive(
            http, archiveUri, directory, name -> terminal.show("Downloading " + name + " ...")),
        new ExchangeClient(
            http,
            restUri,
            InstantSource.system(),
            Thread::sleep,
            wait -> terminal.show("Waiting " + wait.toSeconds() + " s for the exchange ...")),
        symbol,
        Objects.requireNonNull(start),
        Objects.requireNonNull(end));
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }
}

package io.coinpanel.backtest.history;

import io.coinpanel.backtest.TradeSink;
import io.coinpanel.backtest.TradeSource;
import io.coinpanel.backtest.file.TradeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trades of a time: whole days (UTC) from the archive where it has them, the rest over REST.
 */
public final class HistoryTrades implements TradeSource {

  private static final long NONE = -1;

  private final DailyArchive archive;
  private final ExchangeRequests exchange;
  private final String symbol;
  private final Instant start;
  private final Instant end;
  private Instant next;
  private Instant currentStart;
  private @Nullable TradeSource current;
  private long lastId = NONE;

  /** The trades of a symbol from a time, and before another. */
  public HistoryTrades(
      DailyArchive archive, ExchangeRequests exchange, String symbol, Instant start, Instant end) {
    this.archive = archive;
    this.exchange = exchange;
    this.symbol = symbol;
    this.start = start;
    this.end = end;
    next = start;
    currentStart = start;
  }

  @Override
  public boolean readInto(TradeSink sink) throws IOException, InterruptedException {
    TradeSource source = current;
    if (source == null) {
      if (!next.isBefore(end)) {
        return false;
      }
      source = open();
      current = source;
    }
    boolean hasMore =
        source.readInto(
            (after, first, last, price, time) -> take(after, first, last, price, time, sink));
    if (!hasMore) {
      source.close();
      current = null;
    }
    return hasMore || next.isBefore(end);
  }

  /** Where a file and REST meet, a trade can be in both. */
  private void take(long after, long first, long last, long price, long time, TradeSink sink) {
    if (last > lastId) {
      sink.trade(Math.max(after, lastId), Math.max(first, lastId + 1), last, price, time);
      lastId = last;
    }
  }

  private TradeSource open() throws IOException, InterruptedException {
    LocalDate day = LocalDate.ofInstant(next, ZoneOffset.UTC);
    Instant begin = next;
    Instant dayEnd = begin(day.plusDays(1));
    currentStart = begin;
    next = dayEnd.isBefore(end) ? dayEnd : end;
    if (begin.equals(begin(day)) && next.equals(dayEnd)) {
      Optional<Path> file = archive.find(symbol, day);
      if (file.isPresent()) {
        return TradeFiles.open(List.of(file.get()), symbol);
      }
    }
    return new RestTrades(exchange, symbol, begin, next);
  }

  private static Instant begin(LocalDate day) {
    return day.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC);
  }

  @Override
  public double progress() {
    double part = current == null ? 1 : current.progress();
    double done = seconds(start, currentStart) + part * seconds(currentStart, next);
    return done / seconds(start, end);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }
}

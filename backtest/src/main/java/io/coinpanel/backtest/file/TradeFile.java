package io.coinpanel.backtest.file;

import io.coinpanel.backtest.AggregateSequence;
import io.coinpanel.backtest.TradeSink;
import io.coinpanel.backtest.UnusableTradesException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one file in CSV, with or without a line that names the columns. Times are
 * milliseconds, or microseconds as in the exchange's files since 2025.
 */
final class TradeFile implements Closeable {

  private static final int BUFFER = 1 << 18;
  private static final long FIRST_MICROSECONDS = 100_000_000_000_000L;

  private final String name;
  private final InputStream stream;
  private final byte[] symbol;
  private final byte[] buffer = new byte[BUFFER + RowReader.PADDING];
  private final RowReader rows = new RowReader(buffer);
  private final AggregateSequence aggregates = new AggregateSequence();
  private int filled;
  private int processed;
  private boolean isAtEnd;
  private @Nullable FileFormat format;
  private long line;
  private long lastId;
  private long lastTime;

  /**
   * @param name for people
   * @param symbol which rows are read where a file has several symbols
   * @param lastId of the trades that were read before it, or a negative number
   */
  TradeFile(String name, InputStream stream, String symbol, long lastId) {
    this.name = name;
    this.stream = stream;
    this.symbol = symbol.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
    this.lastId = lastId;
  }

  /** Of the last trade, or of those before it. */
  long lastId() {
    return lastId;
  }

  /** Of the last trade, in epoch milliseconds. */
  long lastTime() {
    return lastTime;
  }

  /** Reads some more rows; false if there are no more. */
  boolean readInto(TradeSink sink) throws IOException {
    fill();
    int end = lastLineEnd();
    if (end == processed && !isAtEnd) {
      throw unusable("line is too long");
    }
    rows.moveTo(processed);
    try {
      if (format == null) {
        format = readFormat(end);
      }
      if (format != null) {
        read(format, end, sink);
      }
    } catch (MalformedRowException row) {
      throw unusable(row.reason());
    }
    processed = end;
    return !isAtEnd;
  }

  private UnusableTradesException unusable(String reason) {
    return new UnusableTradesException(name + ", line " + line + ": " + reason);
  }

  /** Moves what is left to the beginning, and reads until the buffer is full. */
  private void fill() throws IOException {
    System.arraycopy(buffer, processed, buffer, 0, filled - processed);
    filled -= processed;
    processed = 0;
    while (filled < BUFFER - 1 && !isAtEnd) {
      int read = stream.read(buffer, filled, BUFFER - 1 - filled);
      if (read < 0) {
        isAtEnd = true;
        endLastLine();
      } else {
        filled += read;
      }
    }
  }

  private void endLastLine() {
    if (filled > 0 && buffer[filled - 1] != '\n') {
      buffer[filled++] = '\n';
    }
  }

  private int lastLineEnd() {
    int end = filled;
    while (end > processed && buffer[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Null if there is no row. */
  private @Nullable FileFormat readFormat(int end) {
    if (rows.at() == end) {
      return null;
    }
    line = 1;
    int next = lineEnd();
    if (FileFormat.isHeader(buffer, 0, next)) {
      rows.moveTo(next);
      if (next == end) {
        return null;
      }
      line = 2;
      FileFormat found = FileFormat.of(buffer, next, lineEnd());
      line = 1;
      return found;
    }
    FileFormat found = FileFormat.of(buffer, 0, next);
    line = 0;
    return found;
  }

  /** Behind the line that the reader is at. */
  private int lineEnd() {
    int begin = rows.at();
    rows.skipLine();
    int end = rows.at();
    rows.moveTo(begin);
    return end;
  }

  private void read(FileFormat rowFormat, int end, TradeSink sink) {
    switch (rowFormat) {
      case TRADES -> readTrades(end, sink);
      case AGGREGATES -> readAggregates(end, sink);
      case RECORDED -> readRecorded(end, sink);
    }
  }

  private void readTrades(int end, TradeSink sink) {
    while (rows.at() < end) {
      line++;
      if (rows.isEmptyLine()) {
        rows.skipLine();
        continue;
      }
      long id = rows.number("the id");
      long price = rows.price();
      rows.skip();
      rows.skip();
      long time = rows.number("the time");
      rows.skipLine();
      take(id - 1, id, id, price, time, sink);
    }
  }

  private void readAggregates(int end, TradeSink sink) {
    while (rows.at() < end) {
      line++;
      if (rows.isEmptyLine()) {
        rows.skipLine();
        continue;
      }
      aggregates.moveTo(rows.number("the id"));
      long price = rows.price();
      rows.skip();
      if (rows.isNegative()) {
        // The exchange has aggregates without trades.
        rows.skipLine();
        continue;
      }
      long first = rows.number("the first id");
      long last = rows.number("the last id");
      long time = rows.number("the time");
      rows.skipLine();
      if (first > last) {
        throw new MalformedRowException("the first id is above the last id");
      }
      take(aggregates.take(first, last), first, last, price, time, sink);
    }
  }

  private void readRecorded(int end, TradeSink sink) {
    while (rows.at() < end) {
      line++;
      if (rows.isEmptyLine() || !rows.isText(symbol)) {
        rows.skipLine();
        continue;
      }
      rows.skip();
      long id = rows.number("the id");
      long price = rows.price();
      rows.skip();
      long time = rows.number("the time");
      rows.skipLine();
      take(id - 1, id, id, price, time, sink);
    }
  }

  private void take(long after, long first, long last, long price, long time, TradeSink sink) {
    if (first <= lastId) {
      throw new MalformedRowException(
          "trade %d comes after trade %d; give the files in chronological order"
              .formatted(first, lastId));
    }
    if (price == 0) {
      throw RowReader.noPrice();
    }
    lastId = last;
    lastTime = time < FIRST_MICROSECONDS ? time : time / 1_000;
    sink.trade(after, first, last, price, lastTime);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  @Override
  public String toString() {
    return name;
  }
}

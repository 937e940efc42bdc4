package io.coinpanel.simulator.source;

import io.coinpanel.simulator.market.DecimalUnits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded trades one by one; accessors return the last one read. Two kinds of line are
 * known, each with or without a header:
 *
 * <ul>
 *   <li>{@code symbol,trade_id,price,qty,trade_time_ms,buyer_is_maker}
 *   <li>{@code id,price,qty,quoteQty,time,isBuyerMaker,isBestMatch} in a file named {@code
 *       SYMBOL-trades-DATE}, its times in ms or, since 2025, in microseconds
 * </ul>
 */
final class RecordedTrades implements AutoCloseable {

  // Ms until the year 5138; what is above can only be microseconds.
  private static final long MAX_MILLIS = 100_000_000_000_000L;

  private final BufferedReader reader;
  private final String symbolOfFile;
  private long line;
  private String symbol = "";
  private long id;
  private long price;
  private long quantity;
  private long time;
  private boolean buyerIsMaker;

  private RecordedTrades(BufferedReader reader, String symbolOfFile) {
    this.reader = reader;
    this.symbolOfFile = symbolOfFile;
  }

  /** Opens a plain, gzipped or zipped file. */
  static RecordedTrades open(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    int dash = name.indexOf("-trades-");
    return new RecordedTrades(
        new BufferedReader(
            new InputStreamReader(CompressedFile.open(file), StandardCharsets.US_ASCII), 1 << 16),
        dash < 0 ? "" : name.substring(0, dash));
  }

  /** Reads the next trade; false at the end. */
  boolean next() throws IOException {
    String text = nextLine();
    if (text == null) {
      return false;
    }
    String[] field = text.split(",", -1);
    try {
      read(field);
    } catch (RuntimeException e) {
      throw new IOException("line " + line + " is no trade", e);
    }
    return true;
  }

  private @Nullable String nextLine() throws IOException {
    String text = reader.readLine();
    line++;
    boolean header =
        line == 1 && text != null && (text.startsWith("symbol,") || text.startsWith("id,"));
    return header ? nextLine() : text;
  }

  private void read(String[] field) {
    boolean named = field.length == 6;
    if (!named && (field.length != 7 || symbolOfFile.isEmpty())) {
      throw new IllegalArgumentException(field.length + " columns");
    }
    int at = named ? 1 : 0;
    symbol = named ? field[0] : symbolOfFile;
    id = Long.parseLong(field[at]);
    price = units(field[at + 1]);
    quantity = units(field[at + 2]);
    long recorded = Long.parseLong(field[4]);
    time = recorded > MAX_MILLIS ? recorded / 1000 : recorded;
    buyerIsMaker = Boolean.parseBoolean(field[5]);
  }

  /** The amount in units; the common notation is read without a detour. */
  private static long units(String amount) {
    int point = amount.indexOf('.');
    int decimals = point < 0 ? 0 : amount.length() - point - 1;
    if (decimals > 8 || amount.length() > 18) {
      return DecimalUnits.parse(amount);
    }
    long units = 0;
    for (int i = 0; i < amount.length(); i++) {
      int digit = amount.charAt(i) - '0';
      if (digit >= 0 && digit <= 9) {
        units = units * 10 + digit;
      } else if (i != point) {
        throw new NumberFormatException(amount);
      }
    }
    for (int i = decimals; i < 8; i++) {
      units = Math.multiplyExact(units, 10);
    }
    return units;
  }

  String symbol() {
    return symbol;
  }

  long id() {
    return id;
  }

  long price() {
    return price;
  }

  long quantity() {
    return quantity;
  }

  /** In ms. */
  long time() {
    return time;
  }

  boolean buyerIsMaker() {
    return buyerIsMaker;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.rest.TradeRows.AggregateRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The exchange's public archive: the aggregate trades of a symbol and a day that has ended, zipped,
 * and the checksum of that file. Times are microseconds since 2025.
 */
public final class DailyFiles {

  /** Where it begins. */
  public static final String PATH = "/data/spot/daily/";

  private static final Pattern FILE =
      Pattern.compile(
          PATH
              + "aggTrades/([A-Z0-9]+)/(\\1-aggTrades-([0-9]{4}-[0-9]{2}-[0-9]{2})\\.zip)"
              + "(\\.CHECKSUM)?");
  private static final LocalDate FIRST_MICROSECONDS = LocalDate.of(2025, 1, 1);

  private final Market market;
  private final InstantSource clock;

  public DailyFiles(Market market, InstantSource clock) {
    this.market = market;
    this.clock = clock;
  }

  /** The content of a file; empty if there is none. */
  public Optional<byte[]> find(String path) {
    Matcher matcher = FILE.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Symbol symbol = market.symbol(matcher.group(1));
    Optional<LocalDate> day = day(matcher.group(3));
    if (symbol == null || day.isEmpty() || !hasEnded(day.get())) {
      return Optional.empty();
    }
    String name = matcher.group(2);
    byte[] zip = zip(name.replace(".zip", ".csv"), rows(symbol, day.get()));
    return Optional.of(
        matcher.group(4) == null
            ? zip
            : (sha256(zip) + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private boolean hasEnded(LocalDate day) {
    return !clock.instant().isBefore(begin(day.plusDays(1)));
  }

  private static Instant begin(LocalDate day) {
    return day.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC);
  }

  private static String rows(Symbol symbol, LocalDate day) {
    long begin = begin(day).toEpochMilli();
    long last = begin(day.plusDays(1)).toEpochMilli() - 1;
    TradeRows rows = new TradeRows(symbol.trades(), symbol.trades().end());
    long perMilli = day.isBefore(FIRST_MICROSECONDS) ? 1 : 1_000;
    StringBuilder text = new StringBuilder();
    for (AggregateRow row :
        rows.aggregates(symbol.trades().positionOfTime(begin), begin, last, Integer.MAX_VALUE)) {
      text.append(row.aggregate()).append(',').append(row.price()).append(',');
      text.append(row.quantity()).append(',').append(row.first()).append(',');
      text.append(row.last()).append(',').append(row.time() * perMilli).append(',');
      text.append(row.buyerIsMaker() ? "True" : "False").append(",True\n");
    }
    return text.toString();
  }

  /** Always the same bytes for the same rows. */
  private static byte[] zip(String name, String rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setTimeLocal(FIRST_MICROSECONDS.atStartOfDay());
      zip.putNextEntry(entry);
      zip.write(rows.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

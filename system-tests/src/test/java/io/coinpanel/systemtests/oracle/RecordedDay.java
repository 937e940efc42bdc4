package io.coinpanel.systemtests.oracle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Real trades from a file that does not come with the project: {@code
 * symbol,trade_id,price,qty,trade_time_ms,buyer_is_maker}, gzipped.
 */
final class RecordedDay {

  private static final String PROPERTY = "coinpanel.recorded";
  private static final String NEARBY = "../shared/data/btcusdt-ethusdt-2024-08-09.csv.gz";

  private RecordedDay() {}

  /** The file; the test is skipped where there is none. */
  static Path file() {
    String named = System.getProperty(PROPERTY);
    Path file = named == null ? root().resolve(NEARBY).normalize() : Path.of(named);
    assumeTrue(
        Files.isReadable(file),
        () -> "no recorded trades at " + file + "; name a file with -D" + PROPERTY + "=...");
    return file;
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("common-model")) ? here : here.resolve("..");
  }

  static List<ObservedTrade> trades(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      return reader.lines().skip(1).map(RecordedDay::trade).toList();
    }
  }

  private static ObservedTrade trade(String line) {
    String[] field = line.split(",", -1);
    return new ObservedTrade(
        field[0].toLowerCase(Locale.ROOT), Long.parseLong(field[1]), new BigDecimal(field[2]));
  }
}

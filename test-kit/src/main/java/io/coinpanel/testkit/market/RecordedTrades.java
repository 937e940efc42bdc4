package io.coinpanel.testkit.market;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Real trades from a file that does not come with the project: {@code
 * symbol,trade_id,price,qty,trade_time_ms,buyer_is_maker}, gzipped.
 */
public final class RecordedTrades {

  private static final String PROPERTY = "coinpanel.recorded";
  private static final String NEARBY = "../shared/data/btcusdt-ethusdt-2024-08-09.csv.gz";

  private RecordedTrades() {}

  /** The file that the property names, which then must exist, or else one beside the project. */
  public static Optional<Path> find() {
    String named = System.getProperty(PROPERTY);
    if (named == null) {
      return Optional.of(root().resolve(NEARBY).normalize()).filter(Files::isReadable);
    }
    if (!Files.isReadable(Path.of(named))) {
      throw new AssertionError("no recorded trades at " + named + ", named with -D" + PROPERTY);
    }
    return Optional.of(Path.of(named));
  }

  /** The file; the test is skipped where there is none. */
  public static Path file() {
    Optional<Path> file = find();
    assumeTrue(file.isPresent(), "no recorded trades; name a file with -D" + PROPERTY + "=FILE");
    return file.orElseThrow();
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("common-model")) ? here : here.resolve("..");
  }

  public static List<Trade> read(Path file) throws IOException {
    return rows(file).stream().map(RecordedTrades::trade).toList();
  }

  /** The fields of each trade as they are written. */
  public static List<List<String>> rows(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), US_ASCII))) {
      return reader.lines().skip(1).map(line -> Arrays.asList(line.split(",", -1))).toList();
    }
  }

  private static Trade trade(List<String> row) {
    return new Trade(
        row.get(0).toLowerCase(Locale.ROOT),
        Long.parseLong(row.get(1)),
        Trade.units(new BigDecimal(row.get(2))),
        Long.parseLong(row.get(4)));
  }
}

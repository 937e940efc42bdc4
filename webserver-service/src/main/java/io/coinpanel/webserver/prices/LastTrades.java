package io.coinpanel.webserver.prices;

import io.coinpanel.model.Price;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last processed trade of each watched symbol, and the extremes of its last two seconds. */
final class LastTrades {

  private static final String READ =
      """
      select symbol, coalesce(close, price), coalesce(close_time, trade_time), seconds, high, low,
        previous_high, previous_low
      from last_trade
      where symbol = any (?)
      """;

  private final JdbcClient database;

  LastTrades(JdbcClient database) {
    this.database = database;
  }

  /**
   * A symbol's last trade.
   *
   * @param seconds how many seconds with trades have been stored
   * @param last the extremes of the last one, and {@code previous} of the one before
   */
  record LastTrade(
      String symbol, Price price, Instant time, long seconds, Range last, Range previous) {}

  /** The highest and the lowest price; unknown ones are those of the last trade. */
  record Range(Price high, Price low) {

    static Range of(@Nullable Price high, @Nullable Price low, Price otherwise) {
      return new Range(high == null ? otherwise : high, low == null ? otherwise : low);
    }

    Range with(Range other) {
      return new Range(
          high.compareTo(other.high) >= 0 ? high : other.high,
          low.compareTo(other.low) <= 0 ? low : other.low);
    }
  }

  List<LastTrade> of(Collection<String> symbols) {
    return database
        .sql(READ)
        .param(symbols.toArray(String[]::new))
        .query((row, number) -> trade(row))
        .list();
  }

  private static LastTrade trade(ResultSet row) throws SQLException {
    Price price = Objects.requireNonNull(price(row, 2));
    Range last = Range.of(price(row, 5), price(row, 6), price);
    return new LastTrade(
        row.getString(1),
        price,
        Objects.requireNonNull(row.getObject(3, OffsetDateTime.class)).toInstant(),
        row.getLong(4),
        last,
        Range.of(price(row, 7), price(row, 8), price));
  }

  private static @Nullable Price price(ResultSet row, int column) throws SQLException {
    var number = row.getBigDecimal(column);
    return number == null ? null : Price.of(number).orElseThrow();
  }
}

package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.feed.PriceWindow;
import io.coinpanel.ingestion.feed.TradeCursor;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The stored trade cursors, and beside them the prices of the last seconds. */
public final class TradeCursors {

  private static final String READ = "select symbol, trade_id, price, trade_time from last_trade";
  private static final String STORE =
      """
      insert into last_trade (
        symbol, trade_id, price, trade_time, seconds, close, close_time, high, low
      )
      select
        new.symbol,
        new.trade_id,
        new.price,
        timestamptz 'epoch' + new.time * interval '1 millisecond',
        case when new.close is null then 0 else 1 end,
        new.close,
        timestamptz 'epoch' + new.close_time * interval '1 millisecond',
        new.high,
        new.low
      from
        unnest(
          ?::text[], ?::bigint[], ?::numeric[], ?::bigint[],
          ?::numeric[], ?::bigint[], ?::numeric[], ?::numeric[]
        ) as new (symbol, trade_id, price, time, close, close_time, high, low)
      on conflict (symbol) do update
      set
        trade_id = excluded.trade_id,
        price = excluded.price,
        trade_time = excluded.trade_time,
        seconds = last_trade.seconds + excluded.seconds,
        close = coalesce(excluded.close, last_trade.close),
        close_time = coalesce(excluded.close_time, last_trade.close_time),
        high = coalesce(excluded.high, last_trade.high),
        low = coalesce(excluded.low, last_trade.low),
        previous_high = case
          when excluded.seconds = 0 then last_trade.previous_high
          else last_trade.high
        end,
        previous_low = case
          when excluded.seconds = 0 then last_trade.previous_low
          else last_trade.low
        end
      """;
  private static final String DELETE = "delete from last_trade where symbol = any (?::text[])";

  private TradeCursors() {}

  /**
   * Restores the feed's trade cursors.
   *
   * @param downtime downtime of the feed
   */
  public static void restore(LeaderSession session, Duration downtime, Feed feed)
      throws SQLException {
    Connection connection = session.connection();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(READ)) {
      while (row.next()) {
        TradeCursor last = read(row);
        feed.restore(row.getString(1), last, last.time(), downtime);
      }
    }
    connection.rollback();
  }

  /** Of a row that has trade, price and time behind the symbol. */
  static TradeCursor read(ResultSet row) throws SQLException {
    return new TradeCursor(
        row.getLong(2),
        row.getBigDecimal(3).movePointRight(Price.SCALE).longValueExact(),
        row.getObject(4, OffsetDateTime.class).toInstant().toEpochMilli());
  }

  /** Adds a batch's trade cursors and prices. */
  static void store(Batch batch, StatementPipeline pipeline) {
    List<String> dropped = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    batch
        .cursors()
        .forEach(
            (symbol, cursor) -> {
              if (cursor == null) {
                dropped.add(symbol);
              } else {
                rows.add(new Row(symbol, cursor, batch.priceWindows().get(symbol)));
              }
            });
    if (!dropped.isEmpty()) {
      pipeline.add(DELETE, (Object) dropped.toArray(String[]::new));
    }
    if (!rows.isEmpty()) {
      pipeline.add(
          STORE,
          rows.stream().map(Row::symbol).toArray(String[]::new),
          rows.stream().mapToLong(row -> row.cursor().tradeId()).toArray(),
          rows.stream().map(row -> decimal(row.cursor().price())).toArray(BigDecimal[]::new),
          rows.stream().mapToLong(row -> row.cursor().time()).toArray(),
          prices(rows, PriceWindow::close),
          rows.stream().map(Row::closeTime).toArray(Long[]::new),
          prices(rows, PriceWindow::high),
          prices(rows, PriceWindow::low));
    }
  }

  private static @Nullable BigDecimal[] prices(List<Row> rows, ToLongFunction<PriceWindow> price) {
    return rows.stream()
        .map(row -> row.window() == null ? null : decimal(price.applyAsLong(row.window())))
        .toArray(BigDecimal[]::new);
  }

  private static BigDecimal decimal(long units) {
    return BigDecimal.valueOf(units, Price.SCALE);
  }

  private record Row(String symbol, TradeCursor cursor, @Nullable PriceWindow window) {
    @Nullable Long closeTime() {
      return window == null ? null : (Long) window.time();
    }
  }
}

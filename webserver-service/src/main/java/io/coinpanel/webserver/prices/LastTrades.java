package io.coinpanel.webserver.prices;

import io.coinpanel.model.Price;
import io.coinpanel.webserver.protocol.ServerMessage.LastPrice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last processed trade of each watched symbol. */
final class LastTrades {

  private final JdbcClient database;

  LastTrades(JdbcClient database) {
    this.database = database;
  }

  List<LastPrice> of(Collection<String> symbols) {
    return database
        .sql("select symbol, price, trade_time from last_trade where symbol = any (?)")
        .param(symbols.toArray(String[]::new))
        .query((row, number) -> price(row))
        .list();
  }

  private static LastPrice price(ResultSet row) throws SQLException {
    return new LastPrice(
        row.getString(1),
        Price.of(Objects.requireNonNull(row.getBigDecimal(2))).orElseThrow(),
        Objects.requireNonNull(row.getObject(3, OffsetDateTime.class)).toInstant());
  }
}

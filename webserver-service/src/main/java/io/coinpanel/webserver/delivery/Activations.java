package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Price;
import io.coinpanel.webserver.connection.Event.Activated;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored activations. Their ids are in commit order, so reading past an id misses none. */
public final class Activations {

  private final JdbcClient database;

  public Activations(JdbcClient database) {
    this.database = database;
  }

  /** The id of the last one, or 0. */
  long last() {
    return database.sql("select coalesce(max(id), 0) from activation").query(Long.class).single();
  }

  /** Those of all connections, oldest first. */
  List<Activated> after(long cursor, int limit) {
    return database
        .sql(
            "select activation.id, subscription_id, connection_id, activation.price"
                + " from activation join subscription on subscription.id = subscription_id"
                + " where activation.id > ? order by activation.id limit ?")
        .params(cursor, limit)
        .query((row, number) -> activated(row))
        .list();
  }

  private static Activated activated(ResultSet row) throws SQLException {
    var price = row.getBigDecimal(4);
    return new Activated(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        price == null ? null : Price.of(price).orElseThrow());
  }
}

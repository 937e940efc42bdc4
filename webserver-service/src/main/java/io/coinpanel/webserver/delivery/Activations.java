package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Price;
import io.coinpanel.webserver.socket.Event.Activated;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The stored activations. Ids are in commit order, so "id > cursor" misses none. */
final class Activations {

  /** Those of all connections behind an id, oldest first, up to a number. */
  static final String NEW =
      """
      select activation.id, subscription_id, owner_id, activation.price
      from activation
      join subscription on subscription.id = subscription_id
      where activation.id > ?
      order by activation.id
      limit ?
      """;

  private Activations() {}

  static Activated activated(ResultSet row) throws SQLException {
    var price = row.getBigDecimal(4);
    return new Activated(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        price == null ? null : Price.of(price).orElseThrow());
  }
}

package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Price;
import io.coinpanel.webserver.socket.Event.Activated;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The stored activations. Ids are in commit order, so "id > cursor" misses none. */
final class Activations {

  /** Those of all owners behind an id, oldest first, up to a number. */
  static final String NEW =
      """
      select activation.id, subscription_id, activation.revision, owner_id, activation.price
      from activation
      join subscription on subscription.id = subscription_id
      where activation.id > ?
      order by activation.id
      limit ?
      """;

  private Activations() {}

  static Activated activated(ResultSet row) throws SQLException {
    var price = row.getBigDecimal(5);
    return new Activated(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getLong(4),
        price == null ? null : Price.of(price).orElseThrow());
  }
}

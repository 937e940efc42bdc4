package io.coinpanel.webserver.subscription;

import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.SubscriptionStates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads the states of subscriptions. */
final class SubscriptionReader implements SubscriptionStates {

  @Override
  public Map<Long, SubscriptionState> find(Connection database, Collection<Long> ids)
      throws SQLException {
    Map<Long, SubscriptionState> states = new HashMap<>();
    try (PreparedStatement select = database.prepareStatement(StateColumns.BY_IDS)) {
      select.setArray(1, database.createArrayOf("int8", ids.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          SubscriptionState state = StateColumns.state(row);
          if (state.status() != SubscriptionStatus.UNSUBSCRIBED) {
            states.put(state.id(), state);
          }
        }
      }
    }
    return states;
  }
}

package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.SubscriptionState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** The states of subscriptions, as they are stored now. */
@FunctionalInterface
public interface SubscriptionStates {

  /** By id, read on the caller's connection; those that are unsubscribed or deleted are absent. */
  Map<Long, SubscriptionState> find(Connection database, Collection<Long> ids) throws SQLException;
}

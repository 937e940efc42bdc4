package io.coinpanel.webserver.socket;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import io.coinpanel.webserver.protocol.FiringDetails;
import io.coinpanel.webserver.socket.Event.Notified;
import io.coinpanel.webserver.socket.TrackedSubscription.Phase;
import java.time.Instant;

/** Subscriptions of a threshold and their notifications. */
final class Rows {

  static final Condition ABOVE_ONE =
      Condition.Threshold.plain(ConditionKind.ABOVE, new Price(Price.ONE));

  private Rows() {}

  static TrackedSubscription subscription(long id, String symbol) {
    return new TrackedSubscription(
        id, 1, 1, symbol, ABOVE_ONE, false, TrackedSubscription.NEVER, null, null, Phase.RUNNING);
  }

  static Notified notified(long id, long subscription, long owner) {
    return new Notified(
        id,
        subscription,
        1,
        owner,
        id,
        3,
        1L,
        Instant.EPOCH,
        Instant.EPOCH,
        Source.LIVE,
        FiringDetails.NONE);
  }
}

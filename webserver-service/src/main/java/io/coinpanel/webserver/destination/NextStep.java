package io.coinpanel.webserver.destination;

import java.time.Instant;
import java.util.function.UnaryOperator;

/** What is to be done next for a destination. */
sealed interface NextStep {

  /** Nothing: everything has been sent. */
  record Rest() implements NextStep {}

  /** Nothing before a time. */
  record Wait(Instant until) implements NextStep {}

  /** This has to be stored before the next attempt. */
  record Store(DeliveryState state, NoticeChange notices) implements NextStep {}

  /**
   * A message is to be sent.
   *
   * @param done gives the state once it is not to be sent any more
   */
  record Send(Message message, Place place, UnaryOperator<DeliveryState> done)
      implements NextStep {}

  /** Where a message stands. */
  enum Place {
    /** The next one. */
    HEAD,
    /** The one behind it, to see whether that is accepted. */
    FOLLOWING,
    /** Sent once more. */
    REDELIVERY,
    /** Notices, which are no part of the order. */
    NOTICES
  }
}

package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends messages to the destinations of one kind. Safe for threads. */
interface Sender {

  DestinationKind kind();

  /** The shortest time between two messages to a destination, as its service allows. */
  Duration pace();

  /**
   * Takes a turn where destinations share what their service allows; waits for it if it comes soon.
   *
   * @return when to try again if it does not
   */
  default Optional<Instant> takeTurn(Target target) throws InterruptedException {
    return Optional.empty();
  }

  /** Makes one attempt, which takes no longer than {@link HttpReceivers#TIMEOUT}. */
  AttemptOutcome send(Target target, DestinationSecrets secrets, Message message)
      throws InterruptedException;
}

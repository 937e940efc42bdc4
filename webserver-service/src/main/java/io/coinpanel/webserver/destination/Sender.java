package io.coinpanel.webserver.destination;

import java.time.Duration;

/** Sends messages to the destinations of one kind. Safe for threads. */
interface Sender {

  DestinationKind kind();

  /** The shortest time between two messages to a destination, as its service allows. */
  Duration pace();

  /** Makes one attempt, which takes no longer than {@link HttpReceivers#TIMEOUT}. */
  AttemptOutcome send(Target target, DestinationSecrets secrets, Message message)
      throws InterruptedException;
}

package io.coinpanel.webserver.destination;

import org.jspecify.annotations.Nullable;

/** A sender to receivers that have to agree first. */
interface Inviting extends Sender {

  /**
   * Asks the receiver to answer with a code.
   *
   * @return what a person opens to answer; null if the receiver was sent it
   * @throws io.coinpanel.webserver.protocol.ProblemException if it cannot be asked now
   */
  @Nullable String invite(DestinationRow destination, String code) throws InterruptedException;
}

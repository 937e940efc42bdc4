package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.secret.SecretKeys;
import java.util.Optional;

/** What people do who get mails, with the links in them and without an account. */
public final class EmailReceivers {

  private final Confirmations confirmations;
  private final UnsubscribeLinks links;
  private final SecretKeys keys;

  EmailReceivers(Confirmations confirmations, UnsubscribeLinks links, SecretKeys keys) {
    this.confirmations = confirmations;
    this.links = links;
    this.keys = keys;
  }

  /**
   * Agrees to get alerts.
   *
   * @return the address; empty if the code is none, was used or has expired
   */
  public Optional<String> confirm(String code) {
    Optional<DestinationRow> confirmed =
        confirmations.confirm(DestinationKind.EMAIL, code, this::addLink);
    confirmed.ifPresent(confirmations::committed);
    return confirmed.map(DestinationRow::address);
  }

  private void addLink(DestinationRow destination) {
    DestinationSecrets.requireKey(keys);
    destination.setSecrets(
        DestinationSecrets.ofUnsubscribing(links.create(destination.id()))
            .seal(keys, DestinationKind.EMAIL));
  }

  /**
   * Ends the mails.
   *
   * @return false if there is no such link
   */
  public boolean unsubscribe(String token) {
    return links.unsubscribe(token);
  }
}

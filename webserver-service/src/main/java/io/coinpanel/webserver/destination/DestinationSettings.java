package io.coinpanel.webserver.destination;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of destinations.
 *
 * @param secretKey keys that secrets are encrypted with; without one only destinations without
 *     secrets are accepted
 * @param destinationsAllow networks that may be called although they are not public
 * @param mailHost the mail server; empty for no e-mail
 * @param mailFrom the sender of mails; empty for no e-mail
 */
@ConfigurationProperties("coinpanel.webserver")
record DestinationSettings(
    @DefaultValue("") String secretKey,
    @DefaultValue List<String> destinationsAllow,
    @DefaultValue("") String mailHost,
    @DefaultValue("") String mailFrom) {

  /** Omits the keys. */
  @Override
  public String toString() {
    return "DestinationSettings[destinationsAllow=" + destinationsAllow + "]";
  }
}

package io.coinpanel.webserver.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of connections.
 *
 * @param resumeWindow how long a disconnected connection can be resumed; zero ends it immediately
 * @param keepEnded retention of ended connections and subscriptions, at least a minute, so that
 *     ingestion sees their end
 */
@ConfigurationProperties("coinpanel.webserver")
record ConnectionSettings(
    @DefaultValue("PT1H") Duration resumeWindow, @DefaultValue("P7D") Duration keepEnded) {

  private static final Duration MIN = Duration.ofMinutes(1);

  ConnectionSettings {
    if (keepEnded.compareTo(MIN) < 0) {
      throw new IllegalArgumentException("keep-ended is " + keepEnded + ", less than a minute");
    }
  }
}

package io.coinpanel.webserver.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long clients are waited for.
 *
 * @param resumeWindow how long a connection that has gone away may be resumed; zero ends it at once
 * @param keepEnded how long the rows of ended connections and subscriptions are kept, at least a
 *     minute: ingestion has to have seen that they ended
 */
@ConfigurationProperties("webserver")
record SessionSettings(
    @DefaultValue("PT1H") Duration resumeWindow, @DefaultValue("P7D") Duration keepEnded) {

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  SessionSettings {
    if (keepEnded.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("keep-ended is " + keepEnded + ", less than a minute");
    }
  }
}

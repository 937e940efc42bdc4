package io.coinpanel.ingestion;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator decides of ingestion.
 *
 * @param webSocketUri where the exchange's web socket is, without a path
 * @param restUri where the exchange's REST interface is, without a path
 * @param backfillWindow how old a gap in the trades may be and still be filled from history
 * @param symbolRefresh how often the exchange is asked what it trades
 * @param notificationRetention how long notifications are kept
 * @param patience how long is waited before something counts as broken
 */
@ConfigurationProperties("coinpanel.ingestion")
public record IngestionSettings(
    @DefaultValue("wss://stream.binance.com:9443") URI webSocketUri,
    @DefaultValue("https://data-api.binance.vision") URI restUri,
    @DefaultValue("PT15M") Duration backfillWindow,
    @DefaultValue("PT1H") Duration symbolRefresh,
    @DefaultValue("P7D") Duration notificationRetention,
    @DefaultValue Patience patience) {

  /**
   * How long is waited before something counts as broken. The defaults are right; a test shrinks
   * them.
   *
   * @param leader silence after which the database ends a leader's session
   * @param stream silence after which a busy connection to the exchange is suspicious
   * @param history how long an answer of the exchange's history may take
   * @param reconnect the longest wait between two attempts to connect to the exchange
   * @param confirmation how often the exchange is asked which streams it thinks there are
   */
  public record Patience(
      @DefaultValue("PT10S") Duration leader,
      @DefaultValue("PT30S") Duration stream,
      @DefaultValue("PT10S") Duration history,
      @DefaultValue("PT25S") Duration reconnect,
      @DefaultValue("PT1M") Duration confirmation) {}
}

package io.coinpanel.ingestion;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Ingestion settings.
 *
 * @param webSocketUri URI of the exchange's WebSocket endpoint, without a path
 * @param restUri where the exchange's REST interface is, without a path
 * @param backfillWindow maximum age of a gap that is backfilled from history
 * @param symbolRefresh refresh interval of the symbol list
 * @param notificationRetention how long notifications are kept
 * @param maxNotificationsPerHour of one owner; 0 for any number
 * @param timeouts timeouts
 */
@ConfigurationProperties("coinpanel.ingestion")
public record IngestionSettings(
    @DefaultValue("wss://stream.binance.com:9443") URI webSocketUri,
    @DefaultValue("https://data-api.binance.vision") URI restUri,
    @DefaultValue("PT15M") Duration backfillWindow,
    @DefaultValue("PT1H") Duration symbolRefresh,
    @DefaultValue("P30D") Duration notificationRetention,
    @DefaultValue("100000") long maxNotificationsPerHour,
    @DefaultValue Timeouts timeouts) {

  /**
   * Timeouts. The defaults suit production; tests shorten them.
   *
   * @param leader idle time after which the database terminates the leader's session
   * @param stream silence after which a busy exchange connection is suspected dead
   * @param history timeout of a history request
   * @param reconnect maximum back-off between connection attempts
   * @param confirmation interval of LIST_SUBSCRIPTIONS checks
   */
  public record Timeouts(
      @DefaultValue("PT10S") Duration leader,
      @DefaultValue("PT30S") Duration stream,
      @DefaultValue("PT10S") Duration history,
      @DefaultValue("PT25S") Duration reconnect,
      @DefaultValue("PT1M") Duration confirmation) {}
}

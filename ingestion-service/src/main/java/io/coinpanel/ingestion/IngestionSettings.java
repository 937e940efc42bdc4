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
 */
@ConfigurationProperties("coinpanel.ingestion")
public record IngestionSettings(
    @DefaultValue("wss://stream.binance.com:9443") URI webSocketUri,
    @DefaultValue("https://data-api.binance.vision") URI restUri,
    @DefaultValue("PT15M") Duration backfillWindow,
    @DefaultValue("PT1H") Duration symbolRefresh,
    @DefaultValue("P7D") Duration notificationRetention) {}

package io.coinpanel.webserver.candles;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of candles.
 *
 * @param restUri where the exchange's REST interface is, without a path
 */
@ConfigurationProperties("coinpanel.webserver")
record CandleSettings(@DefaultValue("https://data-api.binance.vision") URI restUri) {}

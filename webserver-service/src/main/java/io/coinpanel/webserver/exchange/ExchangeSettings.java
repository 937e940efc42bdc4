package io.coinpanel.webserver.exchange;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the exchange.
 *
 * @param restUri where the exchange's REST interface is, without a path
 */
@ConfigurationProperties("coinpanel.webserver")
record ExchangeSettings(@DefaultValue("https://data-api.binance.vision") URI restUri) {}

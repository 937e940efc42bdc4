package io.coinpanel.webserver.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the page says of the prices.
 *
 * @param simulatedPrices whether they are invented, so that nobody takes them for real ones
 */
@ConfigurationProperties("webserver")
record PageSettings(@DefaultValue("false") boolean simulatedPrices) {}

package io.coinpanel.webserver.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the page.
 *
 * @param simulatedPrices whether prices are simulated
 */
@ConfigurationProperties("coinpanel.webserver")
record PageSettings(@DefaultValue("false") boolean simulatedPrices) {}

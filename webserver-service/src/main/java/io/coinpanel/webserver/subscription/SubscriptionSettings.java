package io.coinpanel.webserver.subscription;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of subscriptions.
 *
 * @param maxSubscriptions how many live subscriptions one connection may have
 */
@ConfigurationProperties("webserver")
record SubscriptionSettings(@DefaultValue("1000") int maxSubscriptions) {}

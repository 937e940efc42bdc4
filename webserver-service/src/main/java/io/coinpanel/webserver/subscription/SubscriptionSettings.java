package io.coinpanel.webserver.subscription;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of subscriptions. The last two count those of clients that are away too.
 *
 * @param maxSubscriptions how many live subscriptions one connection may have
 * @param maxSubscriptionsPerAddress how many the connections of one address may have together; zero
 *     if any number
 * @param maxAnonymousSubscriptions how many all anonymous connections may have together; zero if
 *     any number
 */
@ConfigurationProperties("webserver")
record SubscriptionSettings(
    @DefaultValue("1000") int maxSubscriptions,
    @DefaultValue("100000") int maxSubscriptionsPerAddress,
    @DefaultValue("10000000") int maxAnonymousSubscriptions) {}

package io.coinpanel.webserver.subscription;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Subscription limits. The last two include disconnected clients.
 *
 * @param maxSubscriptions how many live subscriptions one connection may have
 * @param maxSubscriptionsPerAddress how many the connections of one address may have at most
 *     together; zero if any number
 * @param maxAnonymousSubscriptions how many all anonymous connections may have together; zero if
 *     any number
 */
@ConfigurationProperties("coinpanel.webserver")
record SubscriptionSettings(
    @DefaultValue("1000") int maxSubscriptions,
    @DefaultValue("100000") int maxSubscriptionsPerAddress,
    @DefaultValue("10000000") int maxAnonymousSubscriptions) {}

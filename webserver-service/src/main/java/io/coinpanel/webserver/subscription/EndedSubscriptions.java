package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.protocol.SubscriptionState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Those of the asked subscriptions that have ended.
 *
 * @param subscriptions by id; null for one that is unsubscribed or deleted
 * @param lastNotification they have no later one
 */
public record EndedSubscriptions(
    Map<Long, @Nullable SubscriptionState> subscriptions, long lastNotification) {}

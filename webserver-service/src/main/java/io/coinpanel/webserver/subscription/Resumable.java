package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.connection.HeldSubscription;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import java.util.List;

/**
 * What a connection that comes back had subscribed to.
 *
 * @param first what its client is shown
 * @param live all that may still fire
 * @param lastSubscription every subscription of the connection up to here was stored before
 * @param lastNotification what is not live has no later notification
 */
public record Resumable(
    SubscriptionPage first,
    List<HeldSubscription> live,
    long lastSubscription,
    long lastNotification) {}

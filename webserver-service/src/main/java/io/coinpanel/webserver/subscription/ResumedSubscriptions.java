package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.socket.TrackedSubscription;
import java.util.List;

/**
 * Subscriptions of a resumed connection.
 *
 * @param firstPage the first page for the client
 * @param live all that may still fire
 * @param lastSubscription every subscription of the connection up to here was stored before
 * @param lastNotification finished ones have no later notifications
 */
public record ResumedSubscriptions(
    SubscriptionPage firstPage,
    List<TrackedSubscription> live,
    long lastSubscription,
    long lastNotification) {}

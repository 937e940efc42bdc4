package io.coinpanel.webserver.socket;

/**
 * An acknowledged notification.
 *
 * @param connectionId the owning connection when it was acknowledged
 */
public record Acknowledgement(long connectionId, long notificationId) {}

package io.coinpanel.systemtests.soak;

import java.time.Duration;

/**
 * A soak.
 *
 * @param accounts each of which has a destination of every kind
 * @param length of the time in which everything goes wrong; the clients settle after it
 * @param withIngestion whether the alerts of accounts fire by trades that a real ingestion sees
 * @param rowsPerSecond notifications of clients that are written, on average
 * @param upset between two things that happen to a webserver, on average
 * @param longestPause of a webserver between its end and its start, or while it is frozen
 * @param timeout of every wait, generous for slow machines
 */
record SoakSettings(
    long seed,
    int clients,
    int accounts,
    Duration length,
    boolean withIngestion,
    int rowsPerSecond,
    Duration upset,
    Duration longestPause,
    Duration timeout) {

  /** Notifications that are to fire for all accounts while everything goes wrong. */
  double accountNotifications() {
    return accounts * SoakDestinations.PER_SECOND * length.toSeconds();
  }
}

package io.coinpanel.webserver.destination;

/**
 * Notifications that a person asked for once more.
 *
 * @param nextId the first that has not been sent again
 * @param attempts of it, without success
 */
record Redelivery(long id, long nextId, long lastId, int attempts) {

  /**
   * One that was not accepted this often fails permanently again, so that later ones do not wait
   * for it.
   */
  private static final int MOST = 3;

  Redelivery after(long notificationId) {
    return new Redelivery(id, notificationId + 1, lastId, 0);
  }

  /** The next one was not accepted. */
  Redelivery failed() {
    return attempts + 1 < MOST ? new Redelivery(id, nextId, lastId, attempts + 1) : after(nextId);
  }

  boolean isOver() {
    return nextId > lastId;
  }
}

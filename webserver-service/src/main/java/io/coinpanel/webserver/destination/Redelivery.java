package io.coinpanel.webserver.destination;

/**
 * Notifications that a person asked for once more.
 *
 * @param nextId the first that has not been sent again
 */
record Redelivery(long id, long nextId, long lastId) {

  Redelivery after(long notificationId) {
    return new Redelivery(id, notificationId + 1, lastId);
  }

  boolean isOver() {
    return nextId > lastId;
  }
}

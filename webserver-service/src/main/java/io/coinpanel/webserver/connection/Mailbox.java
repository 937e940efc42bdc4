package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be written to one socket, in order and bounded. Not safe for threads: its
 * connection guards it.
 */
final class Mailbox {

  static final int CAPACITY = 32 * 1024;

  private final ArrayDeque<ServerMessage> messages = new ArrayDeque<>(2);
  private int weight;

  boolean isEmpty() {
    return messages.isEmpty();
  }

  boolean isFull() {
    return weight >= CAPACITY;
  }

  int size() {
    return messages.size();
  }

  /** Takes the message whatever its weight: an answer is owed, and room was waited for. */
  void add(ServerMessage message) {
    messages.add(message);
    weight += message.weight();
  }

  List<ServerMessage> take(int limit) {
    List<ServerMessage> taken = new ArrayList<>(Math.min(limit, messages.size()));
    while (taken.size() < limit && !messages.isEmpty()) {
      ServerMessage message = messages.remove();
      weight -= message.weight();
      taken.add(message);
    }
    return taken;
  }

  /** Forgets the notifications, which the table still has. */
  void dropNotifications() {
    messages.removeIf(Notification.class::isInstance);
    weight = messages.stream().mapToInt(ServerMessage::weight).sum();
  }

  void clear() {
    messages.clear();
    weight = 0;
  }
}

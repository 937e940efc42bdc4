package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounded FIFO of messages waiting for one socket. Not safe for threads: its connection guards it.
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

  /** Adds the message even if full: replies must be sent, and the caller waited for room. */
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

  /** Drops notifications, which remain in the table. */
  void dropNotifications() {
    messages.removeIf(Notification.class::isInstance);
    weight = messages.stream().mapToInt(ServerMessage::weight).sum();
  }

  void clear() {
    messages.clear();
    weight = 0;
  }
}

package io.coinpanel.testkit.telegram;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A chat with the bot: a person's, or a group's. */
public final class BotChat {

  private final BotChats chats;
  private final long id;
  private final Map<String, Object> description;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private volatile @Nullable Long lastReceived;
  private volatile @Nullable Duration retryAfter;
  private volatile @Nullable Long movedTo;
  private volatile boolean isBlocked;

  BotChat(BotChats chats, long id, Map<String, Object> description) {
    this.chats = chats;
    this.id = id;
    this.description = description;
  }

  public long id() {
    return id;
  }

  /** Somebody writes in it. */
  public void write(String text) {
    chats.write(this, text);
  }

  /** What the bot wrote, oldest first. */
  public List<String> received() {
    return received;
  }

  /** Whether the bot is blocked, or was removed. */
  public void block(boolean blocked) {
    isBlocked = blocked;
  }

  /** The next message is refused, to be sent again after a while. */
  public void refuseOnce(Duration wait) {
    retryAfter = wait;
  }

  /** The group becomes a supergroup, which is returned. */
  public BotChat upgrade() {
    return chats.upgrade(this);
  }

  Map<String, Object> description() {
    return description;
  }

  boolean isBlocked() {
    return isBlocked;
  }

  @Nullable Long movedTo() {
    return movedTo;
  }

  void moveTo(long other) {
    movedTo = other;
  }

  @Nullable Duration takeRetryAfter() {
    Duration wait = retryAfter;
    retryAfter = null;
    return wait;
  }

  boolean isTooSoon(long nanoTime, long betweenNanos) {
    Long last = lastReceived;
    return last != null && nanoTime - last < betweenNanos;
  }

  void receive(String text, long nanoTime) {
    lastReceived = nanoTime;
    received.add(text);
  }
}

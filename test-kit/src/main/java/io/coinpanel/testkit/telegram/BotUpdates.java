package io.coinpanel.testkit.telegram;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** What people wrote to the bot. One program at a time may poll. */
public final class BotUpdates {

  private static final int CONFLICT = 409;
  private static final int USUAL_LIMIT = 100;

  private final AtomicInteger conflicts = new AtomicInteger();
  private final List<Update> waiting = new ArrayList<>();
  private long lastId = 1_000;
  private long polls;
  private boolean isRepeating;

  private record Update(@JsonProperty("update_id") long id, Map<String, Object> message) {}

  /** Polls that ended because another program polled. */
  public int conflicts() {
    return conflicts.get();
  }

  /** How many polls began. */
  public synchronized long polls() {
    return polls;
  }

  /** Those that the bot has not acknowledged. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Whether updates come again although they were acknowledged. */
  public synchronized void repeat(boolean again) {
    isRepeating = again;
  }

  /** A message came. */
  synchronized void add(Map<String, Object> message) {
    lastId++;
    waiting.add(new Update(lastId, message));
    notifyAll();
  }

  synchronized BotAnswer poll(JsonNode request) throws InterruptedException {
    long offset = request.path("offset").asLong(0);
    waiting.removeIf(update -> update.id() < offset && !isRepeating);
    polls++;
    long mine = polls;
    // A poll that is open ends.
    notifyAll();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(request.path("timeout").asInt(0));
    long left = end - System.nanoTime();
    while (mine == polls && waiting.isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    if (mine != polls) {
      conflicts.incrementAndGet();
      return BotAnswer.error(CONFLICT, "Conflict: terminated by other getUpdates request");
    }
    int limit = request.path("limit").asInt(USUAL_LIMIT);
    return BotAnswer.of(waiting.stream().limit(limit).toList());
  }
}

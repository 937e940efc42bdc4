package io.coinpanel.testkit.telegram;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The chats of the bot, with what it wrote there. Safe for threads. */
public final class BotChats {

  /** What Telegram allows in all. */
  private static final int PER_SECOND = 30;

  /** One a second on average: two may come closer. */
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LONGEST = 4_096;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final long SUPERGROUP = -1_000_000_000_000L;

  private final BotUpdates updates;
  private final Map<Long, BotChat> chats = new HashMap<>();

  /** When the messages of the last second were accepted. */
  private final Deque<Long> accepted = new ArrayDeque<>();

  private long lastMessage;
  private int refusedByRate;

  BotChats(BotUpdates updates) {
    this.updates = updates;
  }

  /** A chat with one person, who has not blocked the bot. */
  public synchronized BotChat person(long id, String name) {
    return add(new BotChat(this, id, Map.of("id", id, "type", "private", "first_name", name)));
  }

  /** A group with the bot in it. */
  public synchronized BotChat group(long id, String title) {
    return add(new BotChat(this, -id, Map.of("id", -id, "type", "group", "title", title)));
  }

  private BotChat add(BotChat chat) {
    chats.put(chat.id(), chat);
    return chat;
  }

  /** How many messages were refused because they came too fast. */
  public synchronized int refusedByRate() {
    return refusedByRate;
  }

  /** How many messages were accepted, in all chats. */
  public synchronized int accepted() {
    return chats.values().stream().mapToInt(chat -> chat.received().size()).sum();
  }

  void write(BotChat chat, String text) {
    updates.add(Map.of("message_id", 1, "chat", chat.description(), "text", text));
  }

  /** The group gets another id; messages to the former one are refused with it. */
  synchronized BotChat upgrade(BotChat group) {
    long id = SUPERGROUP + group.id();
    Map<String, Object> description = new HashMap<>(group.description());
    description.put("id", id);
    description.put("type", "supergroup");
    group.moveTo(id);
    return add(new BotChat(this, id, description));
  }

  synchronized BotAnswer send(JsonNode request) {
    BotChat chat = chats.get(request.path("chat_id").asLong(0));
    String text = request.path("text").asString("");
    BotAnswer refusal = refusal(chat, text);
    if (chat == null || refusal != null) {
      return refusal == null ? notFound() : refusal;
    }
    long now = System.nanoTime();
    while (!accepted.isEmpty() && now - accepted.getFirst() >= SECOND_NANOS) {
      accepted.removeFirst();
    }
    Duration retryAfter = chat.takeRetryAfter();
    if (retryAfter != null || accepted.size() >= PER_SECOND || chat.isTooSoon(now, BETWEEN_NANOS)) {
      refusedByRate++;
      long seconds = retryAfter == null ? 1 : retryAfter.toSeconds();
      return BotAnswer.error(
          TOO_MANY, "Too Many Requests: retry after " + seconds, Map.of("retry_after", seconds));
    }
    accepted.addLast(now);
    chat.receive(text, now);
    return BotAnswer.of(
        Map.of("message_id", ++lastMessage, "chat", chat.description(), "text", text));
  }

  private static @Nullable BotAnswer refusal(@Nullable BotChat chat, String text) {
    if (chat == null) {
      return notFound();
    }
    if (chat.isBlocked()) {
      return BotAnswer.error(FORBIDDEN, "Forbidden: bot was blocked by the user");
    }
    if (chat.movedTo() != null) {
      return BotAnswer.error(
          BAD_REQUEST,
          "Bad Request: group chat was upgraded to a supergroup chat",
          Map.of("migrate_to_chat_id", chat.movedTo()));
    }
    if (text.isEmpty() || text.length() > LONGEST) {
      return BotAnswer.error(
          BAD_REQUEST,
          "Bad Request: message " + (text.isEmpty() ? "text is empty" : "is too long"));
    }
    return null;
  }

  private static BotAnswer notFound() {
    return BotAnswer.error(BAD_REQUEST, "Bad Request: chat not found");
  }

  /** All chats, as they are now. */
  public synchronized List<BotChat> all() {
    return List.copyOf(chats.values());
  }
}

package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** A command about streams, and those of its symbols that no newer command supersedes. */
final class StreamCommand {

  /** What follows the symbol in the name of its stream. */
  static final String SUFFIX = "@trade";

  /** The bytes of a command without its symbols, at most. */
  static final int ENVELOPE_BYTES = 64;

  private static final long ANSWER_MILLIS = 5_000;

  enum Method {
    SUBSCRIBE,
    UNSUBSCRIBE,
    LIST_SUBSCRIPTIONS
  }

  private final Method method;
  private final Set<String> symbols;
  private int id;
  private long sentAt;

  StreamCommand(Method method, Collection<String> symbols) {
    this.method = method;
    this.symbols = new LinkedHashSet<>(symbols);
  }

  Method method() {
    return method;
  }

  /** Those it still decides. */
  Set<String> symbols() {
    return symbols;
  }

  int id() {
    return id;
  }

  void sent(int as, long now) {
    id = as;
    sentAt = now;
  }

  /** For how long it has been sent, in milliseconds. */
  long age(long now) {
    return now - sentAt;
  }

  boolean isOverdue(long now) {
    return age(now) > ANSWER_MILLIS;
  }

  /** Whether it was sent so long before the other that what the other shows includes it. */
  boolean isDecidedBy(StreamCommand list) {
    return isOverdue(list.sentAt);
  }

  /** How many bytes a symbol takes in a command. */
  static int bytes(String symbol) {
    return symbol.getBytes(UTF_8).length + SUFFIX.length() + 3;
  }

  String text() {
    String params =
        symbols.isEmpty()
            ? ""
            : ",\"params\":[\"" + String.join(SUFFIX + "\",\"", symbols) + SUFFIX + "\"]";
    return "{\"method\":\"" + method + "\"" + params + ",\"id\":" + id + "}";
  }
}

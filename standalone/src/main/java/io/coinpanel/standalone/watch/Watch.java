package io.coinpanel.standalone.watch;

import io.coinpanel.standalone.client.Conversation;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells every crossing of one threshold, through as many connections as that takes. */
final class Watch {

  private final URI uri;
  private final Wish wish;
  private final Teller teller;
  private final Backoff backoff;
  private final Memory memory = new Memory();
  private volatile @Nullable Conversation current;

  Watch(URI uri, Wish wish, Teller teller, Backoff backoff) {
    this.uri = uri;
    this.wish = wish;
    this.teller = teller;
    this.backoff = backoff;
  }

  /** Goes on until there is nothing more to tell: {@link Outcome.Lost} is never the end. */
  Outcome run() throws InterruptedException {
    while (true) {
      Outcome outcome = visit();
      if (!(outcome instanceof Outcome.Lost(String why))) {
        return outcome;
      }
      // Said once: the attempts that follow fail for the same reason.
      if (backoff.failures() == 0) {
        teller.remark(why + "; trying again until it answers.");
      }
      Thread.sleep(backoff.next());
    }
  }

  private Outcome visit() throws InterruptedException {
    try (Conversation conversation = Conversation.open(uri)) {
      current = conversation;
      Outcome outcome = new Visit(conversation, wish, memory, teller, backoff::reset).stay();
      return outcome instanceof Outcome.Lost(String why)
          ? new Outcome.Lost("Connection to " + uri + " lost (" + why + ")")
          : outcome;
    } catch (IOException e) {
      return new Outcome.Lost("No CoinPanel answers at " + uri + " (" + e.getMessage() + ")");
    } finally {
      current = null;
    }
  }

  /** Gives the subscription up; to be called from another thread while the process ends. */
  void leave() {
    Conversation conversation = current;
    String id = memory.subscription();
    if (conversation != null && id != null) {
      conversation.say(Map.of("type", "unsubscribe", "subscription_id", id));
      conversation.close();
    }
  }
}

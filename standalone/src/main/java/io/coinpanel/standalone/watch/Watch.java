package io.coinpanel.standalone.watch;

import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.client.Unreachable;
import io.coinpanel.standalone.session.Session;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells every crossing of one threshold, through as many connections as that takes. */
final class Watch {

  private final URI uri;
  private final Wish wish;
  private final Session session;
  private final Teller teller;
  private final Backoff backoff;
  private final Memory memory;
  private final Takeovers takeovers;
  private volatile @Nullable Conversation current;
  // An address that was right before is not given up.
  private boolean everConnected;

  Watch(URI uri, Wish wish, Session session, Teller teller, Backoff backoff, InstantSource clock)
      throws IOException {
    this.uri = uri;
    this.wish = wish;
    this.session = session;
    this.teller = teller;
    this.backoff = backoff;
    this.memory = Memory.of(session, uri, teller::complain);
    this.takeovers = new Takeovers(clock);
  }

  /** Goes on until there is nothing more to tell: {@link Outcome.Lost} is never the end. */
  Outcome run() throws InterruptedException, IOException {
    boolean isReturn = false;
    while (true) {
      session.awaitVisitors();
      Outcome outcome = visit(new Arrival(isReturn, backoff));
      switch (outcome) {
        case Outcome.Lost(String why) -> pause(why);
        case Outcome.Moved() when !takeovers.isTooMany() -> {}
        case Outcome.Moved(), Outcome.NotResumed(var _), Outcome.WrongAddress(var _) -> {
          return outcome;
        }
        case Outcome.Done(), Outcome.GivenUp(), Outcome.Refused(var _) -> {
          memory.end();
          return outcome;
        }
      }
      isReturn = outcome instanceof Outcome.Moved;
    }
  }

  private void pause(String why) throws InterruptedException {
    // Said once: the attempts that follow fail for the same reason.
    if (backoff.failures() == 0) {
      teller.remark(why + "; trying again until it answers.");
    }
    teller.lost("not connected, trying again");
    Thread.sleep(backoff.next());
  }

  private Outcome visit(Arrival arrival) throws InterruptedException {
    try (Conversation conversation = Conversation.open(uri)) {
      current = conversation;
      everConnected = true;
      takeovers.connected();
      Outcome outcome = new Visit(conversation, wish, memory, teller, arrival).stay();
      return outcome instanceof Outcome.Lost(String why)
          ? new Outcome.Lost("Connection to " + uri + " lost (" + why + ")")
          : outcome;
    } catch (Unreachable e) {
      String why = "No CoinPanel answers at " + uri + ": " + e.getMessage();
      return e.isLasting() && !everConnected
          ? new Outcome.WrongAddress(why + ".")
          : new Outcome.Lost(why);
    } finally {
      current = null;
    }
  }

  /**
   * Ends it; to be called from another thread while the process ends.
   *
   * @param keep whether the server keeps the subscription for a watch that comes back in time
   */
  void leave(boolean keep) {
    Conversation conversation = current;
    String id = memory.subscription();
    if (conversation != null && id != null && !keep) {
      conversation.say(Map.of("type", "unsubscribe", "subscription_id", id));
      memory.end();
      conversation.close();
    }
    teller.end();
  }
}

package io.coinpanel.webserver.subscription;

import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.TrackedSubscription;
import io.coinpanel.webserver.subscription.SubscriptionRows.LastIds;
import java.util.List;

/** The stored subscriptions of connections. */
public final class Subscriptions {

  private final GroupCommit commits;
  private final EndSubscriptions endSubscriptions;
  private final SubscriptionRows rows;

  Subscriptions(GroupCommit commits, EndSubscriptions endSubscriptions, SubscriptionRows rows) {
    this.commits = commits;
    this.endSubscriptions = endSubscriptions;
    this.rows = rows;
  }

  /**
   * Ends a subscription.
   *
   * @param endedAfterAll called, on a thread that must not block, if it turns out later that it was
   *     ended although this failed
   * @throws UnavailableException if it was not stored or the outcome is unknown
   */
  public void unsubscribe(long connectionId, long id, Runnable endedAfterAll) {
    EndSubscriptions.Request request =
        new EndSubscriptions.Request(connectionId, id, endedAfterAll);
    if (!commits.commit(endSubscriptions, request).isHere()) {
      throw new UnavailableException(
          "connection " + connectionId + " has moved to another webserver");
    }
  }

  /** Whether it is finished, which the socket may no longer track. */
  public boolean isFinishedOneOf(long connectionId, long id) {
    return rows.isFinished(connectionId, id);
  }

  /**
   * The live ones and the newest of the finished ones, in the order of their ids.
   *
   * @param after the id they come behind; 0 for the first ones
   * @param limit at most so many
   */
  public SubscriptionPage list(long connectionId, long after, int limit) {
    List<SubscriptionState> found = rows.page(connectionId, after, limit + 1);
    if (found.size() <= limit) {
      return new SubscriptionPage(found, null);
    }
    List<SubscriptionState> page = List.copyOf(found.subList(0, limit));
    return new SubscriptionPage(page, page.getLast().id());
  }

  /**
   * All subscriptions of a connection that was claimed by this webserver and has no writes in
   * progress.
   */
  public ResumedSubscriptions resume(long connectionId) {
    SubscriptionPage first = list(connectionId, 0, SubscriptionPage.LARGEST);
    List<TrackedSubscription> live =
        first.next() == null ? live(first.subscriptions()) : rows.live(connectionId);
    // Read last: anything finished before is not live and fires no more.
    LastIds last = rows.lastIds();
    return new ResumedSubscriptions(first, live, last.subscription(), last.notification());
  }

  /** Avoids a read if all fit on the page. */
  private static List<TrackedSubscription> live(List<SubscriptionState> all) {
    return all.stream()
        .filter(shown -> shown.status() != SubscriptionStatus.FINISHED)
        .map(TrackedSubscription::of)
        .toList();
  }
}

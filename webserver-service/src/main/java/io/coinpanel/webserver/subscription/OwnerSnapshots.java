package io.coinpanel.webserver.subscription;

import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.database.BatchedReads;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.TrackedSubscription;
import io.coinpanel.webserver.subscription.SubscriptionRows.LastIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a socket of an owner begins with. */
final class OwnerSnapshots {

  /** Bounds the rows of a query, which are up to 1,101 for each owner. */
  private static final int OWNERS = 32;

  private static final SubscriptionPage EMPTY = new SubscriptionPage(List.of(), null);

  private final SubscriptionRows rows;
  private final BatchedReads<Long, ResumedSubscriptions> small =
      new BatchedReads<>(OWNERS, this::read);

  OwnerSnapshots(SubscriptionRows rows) {
    this.rows = rows;
  }

  ResumedSubscriptions read(long ownerId) {
    return small.read(ownerId).orElseGet(() -> readLarge(ownerId));
  }

  /** Of those whose subscriptions fit on a page. */
  private Map<Long, ResumedSubscriptions> read(Set<Long> owners) {
    Map<Long, SubscriptionPage> pages = rows.firstPages(owners);
    // Read last: anything finished before is not live and fires no more.
    LastIds last = rows.lastIds();
    Map<Long, ResumedSubscriptions> found = new HashMap<>();
    for (long owner : owners) {
      SubscriptionPage page = pages.getOrDefault(owner, EMPTY);
      if (page.next() == null) {
        found.put(owner, snapshot(page, live(page.subscriptions()), last));
      }
    }
    return found;
  }

  private ResumedSubscriptions readLarge(long ownerId) {
    SubscriptionPage first = rows.page(ownerId, 0, SubscriptionPage.LARGEST);
    List<TrackedSubscription> live = rows.live(ownerId);
    return snapshot(first, live, rows.lastIds());
  }

  private static ResumedSubscriptions snapshot(
      SubscriptionPage first, List<TrackedSubscription> live, LastIds last) {
    return new ResumedSubscriptions(first, live, last.subscription(), last.notification());
  }

  private static List<TrackedSubscription> live(List<SubscriptionState> all) {
    return all.stream()
        .filter(shown -> shown.status() != SubscriptionStatus.FINISHED)
        .map(TrackedSubscription::of)
        .toList();
  }
}

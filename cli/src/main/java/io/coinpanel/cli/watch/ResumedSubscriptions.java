package io.coinpanel.cli.watch;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Subscriptions of a resumed session.
 *
 * @param own the id of this watch's subscription
 * @param others whether there are more that are not over
 */
record ResumedSubscriptions(@Nullable String own, boolean others) {

  /**
   * Finds them in what the server listed.
   *
   * @param known the id of the watch's own, where it has one: counted even if finished, since its
   *     last notification may still arrive
   */
  static ResumedSubscriptions of(
      Iterable<JsonNode> listed, WatchTerms watchTerms, @Nullable String known) {
    @Nullable String own = null;
    boolean others = false;
    for (JsonNode one : listed) {
      String id = one.path("id").asString("");
      if (known == null ? watchTerms.isSatisfiedBy(one) : known.equals(id)) {
        own = id;
      } else {
        others |= !WatchTerms.isFinished(one);
      }
    }
    return new ResumedSubscriptions(own, others);
  }
}

package io.coinpanel.standalone.watch;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a resumed session still has.
 *
 * @param own the id of the one that this watch is about
 * @param others whether there are more that are not over
 */
record Subscriptions(@Nullable String own, boolean others) {

  /**
   * Finds them in what the server listed.
   *
   * @param known the id of the watch's own, where it has one: it counts even when it is finished,
   *     as what finished it may still have to be told
   */
  static Subscriptions of(Iterable<JsonNode> listed, Wish wish, @Nullable String known) {
    @Nullable String own = null;
    boolean others = false;
    for (JsonNode one : listed) {
      String id = one.path("id").asString("");
      if (known == null ? wish.isMetBy(one) : known.equals(id)) {
        own = id;
      } else {
        others |= !Wish.isOver(one);
      }
    }
    return new Subscriptions(own, others);
  }
}

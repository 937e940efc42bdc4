package io.coinpanel.standalone.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/** The notifications already printed, as a resumed connection may bring some twice. */
final class Told {

  private static final int REMEMBERED = 10_000;

  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Whether it is new, and no longer from now on. */
  boolean isNew(String id) {
    return ids.put(id, true) == null;
  }
}

package io.coinpanel.cli.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ids of printed notifications, since a resume may repeat some. */
final class PrintedNotifications {

  private static final int REMEMBERED = 10_000;

  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Whether it is new; marks it as printed. */
  boolean isNew(String id) {
    return ids.put(id, true) == null;
  }
}

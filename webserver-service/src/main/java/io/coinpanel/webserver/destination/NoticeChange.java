package io.coinpanel.webserver.destination;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a destination's notices.
 *
 * @param sent the ids of those that an attempt was made with
 * @param areDone whether they are not sent any more
 * @param droppedId of the last notification that retention dropped before it was sent, for a new
 *     notice; null for none
 */
record NoticeChange(List<Long> sent, boolean areDone, @Nullable Long droppedId) {

  static final NoticeChange NONE = new NoticeChange(List.of(), false, null);

  static NoticeChange attempted(List<Notice> notices, boolean areDone) {
    return new NoticeChange(notices.stream().map(Notice::id).toList(), areDone, null);
  }

  static NoticeChange dropped(long lastId) {
    return new NoticeChange(List.of(), false, lastId);
  }

  /** Whether there is one more to be sent. */
  boolean isNew() {
    return droppedId != null;
  }
}

package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered.
 *
 * @param body its beginning
 * @param retryAfter when it wants to be called again; null if it does not say
 */
record HttpAnswer(int status, String body, @Nullable Duration retryAfter) {

  /** These say nothing about the message: who calls, where, how often. */
  private static final Set<Integer> NOT_OF_THE_MESSAGE = Set.of(401, 403, 404, 408, 410, 425, 429);

  /**
   * What it means for a delivery.
   *
   * @param gone the statuses by which this kind of receiver says that it does not exist any more
   */
  AttemptOutcome outcome(Set<Integer> gone) {
    if (status >= 200 && status < 300) {
      return new AttemptOutcome.Accepted(status);
    }
    if (gone.contains(status)) {
      return new AttemptOutcome.Gone(status, body);
    }
    boolean isRefusal = status >= 400 && status < 500 && !NOT_OF_THE_MESSAGE.contains(status);
    return isRefusal
        ? new AttemptOutcome.Refused(status, body)
        : new AttemptOutcome.Failed(status, "HTTP status " + status, body, retryAfter);
  }
}

package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Price;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Outcome of an insert. */
public sealed interface InsertOutcome {

  /**
   * A new subscription.
   *
   * @param lastPrice of its symbol, or null if none has been seen
   */
  record Created(long id, Instant createdAt, @Nullable Price lastPrice) implements InsertOutcome {}

  /** It already existed. */
  record Existing(long id) implements InsertOutcome {}

  /** Its account has as many as it may have. */
  record LimitExceeded(String limit) implements InsertOutcome {}

  /** Its connection has moved to another webserver, or its account cannot subscribe any more. */
  record OwnerGone() implements InsertOutcome {}
}

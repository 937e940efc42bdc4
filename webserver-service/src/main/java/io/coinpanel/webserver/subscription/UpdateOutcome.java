package io.coinpanel.webserver.subscription;

import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.webserver.protocol.SubscriptionState;

/** Outcome of an update. */
public sealed interface UpdateOutcome {

  /** Its state after the update. */
  record Updated(SubscriptionState subscription) implements UpdateOutcome {}

  /** The owner has no such subscription. */
  record Unknown() implements UpdateOutcome {}

  /** It is finished, and stays as it is. */
  record Finished() implements UpdateOutcome {}

  /** Its parameters would make no condition. */
  record Invalid(InvalidConditionException problem) implements UpdateOutcome {}

  /** Another live subscription of the owner has these terms. */
  record Conflict(long id) implements UpdateOutcome {}

  /** It is not the expected revision any more. */
  record OtherRevision(int revision) implements UpdateOutcome {}
}

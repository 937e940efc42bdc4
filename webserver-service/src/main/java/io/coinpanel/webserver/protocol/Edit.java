package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edit of a subscription. What is null stays as it is.
 *
 * @param enabled whether the subscription is to be judged; false pauses it
 */
public record Edit(
    @Nullable Price threshold,
    @Nullable Repeat repeat,
    @Nullable Integer cooldownSeconds,
    Change<Instant> expiresAt,
    Change<String> name,
    Change<String> note,
    Change<List<Long>> destinations,
    @Nullable Boolean enabled) {

  /** An edit that only pauses or enables. */
  public static Edit enabled(boolean enabled) {
    return new Edit(
        null,
        null,
        null,
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        enabled);
  }

  /** Whether it changes a parameter of the condition, which needs a new baseline. */
  public boolean changesCondition(Terms before) {
    return threshold != null && !threshold.equals(before.threshold());
  }

  /** Whether it has parameters of the condition, which only one subscription can be given. */
  public boolean hasParameters() {
    return threshold != null;
  }

  public Terms applyTo(Terms before) {
    return new Terms(
        before.symbol(),
        before.condition(),
        threshold == null ? before.threshold() : threshold,
        repeat == null ? before.repeat() : repeat,
        cooldownSeconds == null ? before.cooldownSeconds() : cooldownSeconds,
        expiresAt.applyTo(before.expiresAt()));
  }

  public Details applyTo(Details before) {
    return new Details(
        name.applyTo(before.name()),
        note.applyTo(before.note()),
        destinations.applyTo(before.destinations()));
  }
}

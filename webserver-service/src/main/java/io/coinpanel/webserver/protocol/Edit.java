package io.coinpanel.webserver.protocol;

import io.coinpanel.model.ConditionEdit;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.Repeat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edit of a subscription. What is null stays as it is.
 *
 * @param condition other parameters, which need a new baseline if they differ
 * @param enabled whether the subscription is to be evaluated; false pauses it
 */
public record Edit(
    ConditionEdit condition,
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
        ConditionEdit.NONE,
        null,
        null,
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        enabled);
  }

  /** Whether it has parameters of the condition, which only one subscription can be given. */
  public boolean hasParameters() {
    return !condition.isEmpty();
  }

  /** The destinations that it names, if it does. */
  public List<Long> namedDestinations() {
    return destinations instanceof Change.Set<List<Long>>(List<Long> ids) && ids != null
        ? ids
        : List.of();
  }

  public Terms applyTo(Terms before) throws InvalidConditionException {
    return new Terms(
        before.symbol(),
        condition.applyTo(before.condition()),
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

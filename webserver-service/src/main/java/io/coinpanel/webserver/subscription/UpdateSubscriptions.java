package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Condition;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.webserver.commit.WriteOperation;
import io.coinpanel.webserver.database.ConditionColumns;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.protocol.Edit;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.Terms;
import io.coinpanel.webserver.subscription.UpdateOutcome.Conflict;
import io.coinpanel.webserver.subscription.UpdateOutcome.Finished;
import io.coinpanel.webserver.subscription.UpdateOutcome.Invalid;
import io.coinpanel.webserver.subscription.UpdateOutcome.OtherRevision;
import io.coinpanel.webserver.subscription.UpdateOutcome.Unknown;
import io.coinpanel.webserver.subscription.UpdateOutcome.Updated;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Edits subscriptions, one after the other; nothing is changed if the connection that owns one has
 * moved to another webserver. The lock on the owner's row keeps the owner from getting two of the
 * same terms; ingestion sees the new revision by its transaction.
 */
final class UpdateSubscriptions
    implements WriteOperation<UpdateSubscriptions.Request, Optional<UpdateOutcome>> {

  private static final String LOCK_CONNECTION =
      """
      select id from connection
      where id = ? and webserver_id = ?
      for no key update
      """;
  private static final String LOCK_OWNER = "select id from owner where id = ? for no key update";
  private static final String FIND =
      StateColumns.SELECT
          + """
          where s.id = ? and s.owner_id = ? and s.ended_as is distinct from 'unsubscribed'
          for no key update of s
          """;
  private static final String FIND_ALIKE = "select id from subscription where id <> ? and ";
  // A cooldown or minute that is added counts from firings after it; a new baseline forgets the
  // last one.
  private static final String UPDATE =
      """
      with %s
      asked (new_repeat, new_cooldown, stays_as_it_is, is_paused, has_new_baseline) as (
        values (?::text, ?::integer, ?::boolean, ?::boolean, ?::boolean)
      ),
      updated as (
        update subscription
        set
          revision = revision + 1,
          baseline_revision = case when has_new_baseline then revision + 1 else baseline_revision end,
          %s,
          repeat = new_repeat,
          last_fired_at = case
            when has_new_baseline then null
            when cooldown_seconds > 0 and new_cooldown > 0
              or repeat = 'once_per_minute' and new_repeat = repeat and new_cooldown = 0
            then last_fired_at
          end,
          cooldown_seconds = new_cooldown,
          expires_at = ?,
          name = ?,
          note = ?,
          destinations = ?,
          paused_at = case when stays_as_it_is then paused_at when is_paused then ? end,
          pause_reason = case when stays_as_it_is then pause_reason when is_paused then 'disabled' end,
          changed_in = pg_current_xact_id()
        from asked
        where id = ?
        returning id, owner_id
      )
      insert into owner_event (owner_id, kind, subscription_id)
      select owner_id, 'subscription', id
      from updated
      where ?
      """
          .formatted(SubscriptionArchive.OF_ONE, conditionColumns());

  private final UUID webserver;
  private final InstantSource clock;

  UpdateSubscriptions(UUID webserver, InstantSource clock) {
    this.webserver = webserver;
    this.clock = clock;
  }

  private static String conditionColumns() {
    return ConditionColumns.ALL.stream()
        .map(column -> column.name() + " = ?::" + column.type())
        .collect(Collectors.joining(", "));
  }

  /**
   * The request of one client.
   *
   * @param expectedRevision null for any
   */
  record Request(Owner owner, long id, Edit edit, @Nullable Integer expectedRevision) {}

  @Override
  public List<Optional<UpdateOutcome>> execute(Connection database, List<Request> requests)
      throws SQLException {
    List<Optional<UpdateOutcome>> outcomes = new ArrayList<>(requests.size());
    for (Request request : requests) {
      boolean isHere = lock(database, request.owner());
      outcomes.add(isHere ? Optional.of(update(database, request)) : Optional.empty());
    }
    return outcomes;
  }

  private UpdateOutcome update(Connection database, Request request) throws SQLException {
    LiveSubscriptions.finish(database, List.of(request.owner().id()));
    Optional<SubscriptionState> found = find(database, request);
    if (found.isEmpty()) {
      return new Unknown();
    }
    SubscriptionState before = found.get();
    Integer expected = request.expectedRevision();
    if (expected != null && expected != before.revision()) {
      return new OtherRevision(before.revision());
    }
    return switch (before.status()) {
      case FINISHED, UNSUBSCRIBED -> new Finished();
      case PENDING, ACTIVE, PAUSED, HALTED -> update(database, request, before);
    };
  }

  private UpdateOutcome update(Connection database, Request request, SubscriptionState before)
      throws SQLException {
    Terms terms;
    try {
      terms = request.edit().applyTo(before.terms());
    } catch (InvalidConditionException problem) {
      return new Invalid(problem);
    }
    Optional<Long> alike = findAlike(database, request, terms);
    if (alike.isPresent()) {
      return new Conflict(alike.get());
    }
    write(database, request, before, terms);
    return new Updated(find(database, request).orElseThrow());
  }

  private boolean lock(Connection database, Owner owner) throws SQLException {
    boolean anonymous = owner instanceof Owner.Anonymous;
    try (PreparedStatement lock =
        database.prepareStatement(anonymous ? LOCK_CONNECTION : LOCK_OWNER)) {
      lock.setLong(1, owner.id());
      if (anonymous) {
        lock.setObject(2, webserver);
      }
      try (ResultSet row = lock.executeQuery()) {
        return row.next();
      }
    }
  }

  private static Optional<SubscriptionState> find(Connection database, Request request)
      throws SQLException {
    try (PreparedStatement select = database.prepareStatement(FIND)) {
      select.setLong(1, request.id());
      select.setLong(2, request.owner().id());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(StateColumns.state(row)) : Optional.empty();
      }
    }
  }

  private static Optional<Long> findAlike(Connection database, Request request, Terms terms)
      throws SQLException {
    TermsFilter same = TermsFilter.same(new SubscriptionKey(request.owner().id(), terms));
    try (PreparedStatement select = database.prepareStatement(FIND_ALIKE + same.sql())) {
      select.setLong(1, request.id());
      for (int i = 0; i < same.params().size(); i++) {
        select.setObject(i + 2, same.params().get(i));
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  private void write(Connection database, Request request, SubscriptionState before, Terms terms)
      throws SQLException {
    Edit edit = request.edit();
    Boolean enabled = edit.enabled();
    boolean isEnabledAgain = Boolean.TRUE.equals(enabled) && !before.isEnabled();
    boolean staysAsItIs = enabled == null || enabled == before.isEnabled();
    boolean isPaused = Boolean.FALSE.equals(enabled);
    boolean hasNewCondition = !terms.condition().equals(before.terms().condition());
    try (PreparedStatement update = database.prepareStatement(UPDATE)) {
      update.setLong(1, request.id());
      update.setString(2, terms.repeat().wireName());
      update.setInt(3, terms.cooldownSeconds());
      update.setBoolean(4, staysAsItIs);
      update.setBoolean(5, isPaused);
      update.setBoolean(6, hasNewCondition || isEnabledAgain);
      int next = setCondition(update, 7, terms.condition());
      setTime(update, next, terms.expiresAt());
      setDetails(update, next + 1, edit.applyTo(before.details()));
      setTime(update, next + 4, clock.instant());
      update.setLong(next + 5, request.id());
      update.setBoolean(next + 6, request.owner() instanceof Owner.Account);
      update.executeUpdate();
    }
  }

  /** Returns the index of the next parameter. */
  private static int setCondition(PreparedStatement update, int index, Condition condition)
      throws SQLException {
    int next = index;
    for (Object value : ConditionColumns.values(condition)) {
      update.setObject(next, value);
      next++;
    }
    return next;
  }

  private static void setDetails(PreparedStatement update, int index, Details details)
      throws SQLException {
    List<Long> ids = details.destinations();
    update.setString(index, details.name());
    update.setString(index + 1, details.note());
    update.setArray(
        index + 2,
        ids == null ? null : update.getConnection().createArrayOf("int8", ids.toArray()));
  }

  private static void setTime(PreparedStatement statement, int index, @Nullable Instant time)
      throws SQLException {
    statement.setObject(index, time == null ? null : time.atOffset(ZoneOffset.UTC));
  }

  @Override
  public boolean changesSubscriptions() {
    return true;
  }
}

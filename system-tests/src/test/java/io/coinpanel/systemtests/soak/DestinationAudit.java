package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.soak.DestinationChecker.Stand;
import io.coinpanel.systemtests.soak.DestinationChecker.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds what receivers got against what is stored, and what the product says about it. */
final class DestinationAudit {

  private static final String STATE =
      """
      select s.destination_id, s.done_id, s.failing_since is not null as is_failing,
        s.done_id < (select max(id) from notification where owner_id = d.account_id) as is_behind
      from delivery_state s
      join destination d on d.id = s.destination_id
      """;

  /** What became of a message is in its last attempt; what is before the cursor is over. */
  private static final String GIVEN_UP =
      """
      select last.destination_id, last.message_id
      from (
        select distinct on (destination_id, message_id) destination_id, message_id, outcome
        from delivery_attempt
        where message_id ~ '^(sum-)?[0-9]+$'
        order by destination_id, message_id, number desc
      ) last
      join delivery_state s using (destination_id)
      where last.outcome = 'failed' and replace(last.message_id, 'sum-', '')::bigint <= s.done_id
      """;

  private static final String ATTEMPTS =
      """
      select format('%s %s at %s in %s ms: %s %s', message_id, attempt, at, duration_ms, outcome, error)
      from delivery_attempt
      where destination_id = ? and message_id = ?
      order by number
      """;

  private final JdbcClient database;
  private final EventCounts figures;
  private final FaultTimes faults;

  /** By destination: the messages that were shown as failed. */
  private final Map<Long, Set<String>> givenUp = new HashMap<>();

  /** What is stored about how far a destination is. */
  record State(long destination, long doneId, boolean isFailing, boolean isBehind) {}

  DestinationAudit(JdbcClient database, EventCounts figures, FaultTimes faults) {
    this.database = database;
    this.figures = figures;
    this.faults = faults;
  }

  /** Destinations that nothing is sent to yet. */
  long unconfirmed() {
    return database
        .sql("select count(*) from destination where confirmed_at is null")
        .query(Long.class)
        .single();
  }

  /** By destination. */
  Map<Long, State> states() {
    return database
        .sql(STATE)
        .query(
            (row, number) ->
                new State(row.getLong(1), row.getLong(2), row.getBoolean(3), row.getBoolean(4)))
        .stream()
        .collect(Collectors.toMap(State::destination, state -> state));
  }

  /** Looks what is shown as failed: only the newest attempts are kept. */
  void lookForGivenUp() {
    record GivenUp(long destination, String message) {}
    database
        .sql(GIVEN_UP)
        .query((row, number) -> new GivenUp(row.getLong(1), row.getString(2)))
        .list()
        .forEach(
            one ->
                givenUp
                    .computeIfAbsent(one.destination(), _ -> new HashSet<>())
                    .add(one.message()));
  }

  /** What broke a promise. */
  List<String> violations(List<SoakDestination> destinations, DestinationReport report) {
    lookForGivenUp();
    Map<Long, State> states = states();
    List<String> complaints = new ArrayList<>();
    for (SoakDestination one : destinations) {
      complaints.addAll(one.receiver().complaints());
      complaints.addAll(violations(one, states.get(one.id()), report));
    }
    return complaints;
  }

  private List<String> violations(
      SoakDestination one, @Nullable State state, DestinationReport report) {
    if (state == null) {
      return List.of(one + " is gone");
    }
    List<Stored> stored = stored(one.account());
    DestinationChecker checker =
        new DestinationChecker(
            one.toString(), stored, faults, message -> attempts(one.id(), message));
    checker.compare(
        one.receiver().received(),
        new Stand(state.doneId(), state.isFailing(), givenUp.getOrDefault(one.id(), Set.of())));
    report.add(one.receiver(), stored.size(), checker);
    figures.add("deliveries", checker.accepted());
    figures.add(
        "deliveries repeated", checker.repeats().values().stream().mapToInt(count -> count).sum());
    figures.add("deliveries repeated after later ones", checker.rewinds());
    figures.add("deliveries of several", checker.summaries());
    figures.add("notifications not delivered, which is shown", checker.givenUp());
    return checker.complaints();
  }

  private List<String> attempts(long destination, String message) {
    return database
        .sql(ATTEMPTS)
        .params(destination, message)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private List<Stored> stored(SoakAccount account) {
    return database
        .sql("select id, price, created_at from notification where owner_id = ? order by id")
        .param(account.id())
        .query(
            (row, number) ->
                new Stored(row.getLong(1), row.getLong(2), row.getTimestamp(3).toInstant()))
        .list();
  }
}

package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.feed.FeedStates;
import io.coinpanel.webserver.feed.FeedStates.Blindness;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.ServerMessage.Feed;
import io.coinpanel.webserver.protocol.ServerMessage.FeedOk;
import io.coinpanel.webserver.protocol.ServerMessage.FeedStale;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes notices for destinations whose symbols are stale, also for those added during an outage,
 * and when trades are received again. On one webserver at a time, in a transaction.
 */
final class FeedNotices {

  /** What was found is stored a moment after trades are received again. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final String WANTED =
      """
      from usable_destination d
      join subscription s
        on s.owner_id = d.account_id and s.ended_at is null
          and %s
      where d.feed_events
      """
          .formatted(DestinationRows.IS_FOR);

  private static final String SYMBOLS =
      "select distinct s.symbol\n"
          + WANTED
          + " and not exists (select from blind_symbol b where b.symbol = s.symbol)";

  private static final String BECOME_BLIND =
      notices(
          """
          insert into blind_destination (symbol, destination_id)
          select distinct s.symbol, d.id
          %s and s.symbol = any (?)
          on conflict do nothing
          returning symbol, destination_id
          """
              .formatted(WANTED));

  private static final String SEE_AGAIN =
      notices(
          "delete from blind_destination where symbol = any (?) returning symbol, destination_id");

  private static final String BLIND = "select symbol, since, in_sight_since from blind_symbol";

  private static final String BLINDED =
      "insert into blind_symbol (symbol, since) values (?, ?) on conflict do nothing";

  private static final String IN_SIGHT =
      "update blind_symbol set in_sight_since = :since where symbol = :symbol";

  private static final String SEEN = "delete from blind_symbol where symbol = ?";

  /** Writes notices for the symbols and destinations that a statement changes. */
  private static String notices(String change) {
    return Notice.writing(
        "changed as (" + change + ")",
        """
        insert into notice (destination_id, kind, subject, data, text, at)
        select d.id, 'feed', symbol, news.data::jsonb, news.text, ?
        from changed
        join unnest(?::text[], ?::text[], ?::text[]) news (symbol, data, text) using (symbol)
        join usable_destination d on d.id = changed.destination_id and d.feed_events
        """);
  }

  private final JdbcClient database;
  private final FeedStates states;
  private final InstantSource clock;

  FeedNotices(JdbcClient database, FeedStates states, InstantSource clock) {
    this.database = database;
    this.states = states;
    this.clock = clock;
  }

  /** A symbol whose destinations were sent that it is stale. */
  private record Blind(FeedStale stale, @Nullable Instant inSightSince) {
    static Blind of(ResultSet row, int number) throws SQLException {
      return new Blind(
          new FeedStale(
              row.getString("symbol"), Objects.requireNonNull(Health.instant(row, "since"))),
          Health.instant(row, "in_sight_since"));
    }
  }

  /** Always false: there is nothing more to do. */
  boolean doWork() {
    Blindness blindness = states.read();
    Map<String, Blind> known = new HashMap<>();
    database
        .sql(BLIND)
        .query(Blind::of)
        .list()
        .forEach(one -> known.put(one.stale().symbol(), one));
    write(BECOME_BLIND, blind(blindness, known.keySet()));
    List<FeedOk> seen = seen(blindness, known);
    write(SEE_AGAIN, seen);
    seen.forEach(ok -> database.sql(SEEN).param(ok.symbol()).update());
    return false;
  }

  /** Those that are known already, too: some of their destinations may be new. */
  private List<FeedStale> blind(Blindness blindness, Set<String> known) {
    Set<String> symbols = new HashSet<>(known);
    symbols.addAll(blindness.bySymbol().keySet());
    if (blindness.allSince().isPresent()) {
      symbols.addAll(database.sql(SYMBOLS).query(String.class).list());
    }
    List<FeedStale> blind = symbols.stream().flatMap(one -> blindness.of(one).stream()).toList();
    for (FeedStale stale : blind) {
      if (!known.contains(stale.symbol())) {
        database.sql(BLINDED).params(stale.symbol(), time(stale.since())).update();
      }
    }
    return blind;
  }

  private List<FeedOk> seen(Blindness blindness, Map<String, Blind> known) {
    Map<String, FeedOk> found = known.isEmpty() ? Map.of() : states.found(known.keySet());
    List<FeedOk> seen = new ArrayList<>();
    for (Blind one : known.values()) {
      if (blindness.of(one.stale().symbol()).isPresent()) {
        note(one, null);
      } else {
        ok(one, found).ifPresentOrElse(seen::add, () -> note(one, clock.instant()));
      }
    }
    return seen;
  }

  /** What was found since; empty while that is not known. */
  private Optional<FeedOk> ok(Blind one, Map<String, FeedOk> found) {
    String symbol = one.stale().symbol();
    FeedOk ok = FeedStates.answer(one.stale(), found.get(symbol));
    if (ok == null && isWaitedFor(one)) {
      return Optional.of(new FeedOk(symbol, one.stale().since(), 0, 0));
    }
    return Optional.ofNullable(ok);
  }

  private boolean isWaitedFor(Blind one) {
    return one.inSightSince() != null
        && one.inSightSince().plus(LONGEST_WAIT).isBefore(clock.instant());
  }

  /** Notes since when it is received again; null if it is not. */
  private void note(Blind one, @Nullable Instant inSight) {
    if ((one.inSightSince() == null) != (inSight == null)) {
      database
          .sql(IN_SIGHT)
          .param("since", inSight == null ? null : time(inSight), Types.TIMESTAMP_WITH_TIMEZONE)
          .param("symbol", one.stale().symbol())
          .update();
    }
  }

  private void write(String statement, List<? extends Feed> changes) {
    if (changes.isEmpty()) {
      return;
    }
    String[] symbols = changes.stream().map(Feed::symbol).toArray(String[]::new);
    database
        .sql(statement)
        .params(
            symbols,
            time(clock.instant()),
            symbols,
            changes.stream().map(FeedNotices::data).toArray(String[]::new),
            changes.stream().map(FeedText::of).toArray(String[]::new))
        .update();
  }

  private static String data(Feed feed) {
    return new String(MessageEncoder.encode(feed), StandardCharsets.UTF_8);
  }

  private static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}

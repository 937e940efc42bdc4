package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.delivery.NotificationHistory.Destination;
import io.coinpanel.webserver.delivery.NotificationHistory.Query;
import io.coinpanel.webserver.delivery.NotificationHistory.Unsent;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the notifications that destinations have not been sent, a few reads at a time. */
final class Backlog {

  /** How many notifications are read at once. */
  static final int PAGE = 50;

  /** Others store what was sent through the same connections. */
  private static final int READS = 2;

  /** How long a summary may take. */
  private static final int SECONDS = 5;

  /** How many notifications of an account one summary looks at. */
  private static final int LARGEST = 100_000;

  /**
   * Times may go back where ingestion changes its host: the range ends before the first later one.
   */
  private static final String COUNT =
      """
      with few as (
        select id, subscription_id, created_at
        from notification
        where owner_id = :owner and id >= :first and id <= :upTo
        order by id
        limit :largest
      ),
      joined as (
        select n.id, n.created_at
        from few n
        join subscription s on s.id = n.subscription_id
        where n.id < coalesce((select min(id) from few where created_at >= :before), :upTo + 1)
          and (s.ended_as is distinct from 'unsubscribed' or n.created_at <= s.ended_at)
          and case when s.destinations is null then :isDefault
            else :destination = any (s.destinations) end
      )
      select
        count(*), min(id), max(id),
        extract(epoch from max(created_at) - min(created_at))::integer,
        coalesce((select dropped_id from owner where id = :owner), 0) > :done
      from joined
      """;

  private final NotificationHistory history;
  private final JdbcClient database;
  private final Semaphore reads = new Semaphore(READS, true);

  Backlog(NotificationHistory history, JdbcClient database) {
    this.history = history;
    this.database = database;
  }

  /** What a destination gets after an id and up to another, oldest first. */
  Unsent unsent(Target target, long after, long upTo) throws InterruptedException {
    return read(target.accountId(), after, upTo, destination(target));
  }

  private Unsent read(long account, long after, long upTo, Destination destination)
      throws InterruptedException {
    Query query = new Query(account, after, upTo + 1, false, NotificationHistory.ALL, PAGE);
    return inTurn(() -> history.unsent(query, destination));
  }

  /** A stored notification; null if it is none. */
  @Nullable Notification find(long account, long id) throws InterruptedException {
    return read(account, id - 1, id, Destination.ANY).notifications().stream()
        .findFirst()
        .orElse(null);
  }

  /**
   * What a destination gets, as one message.
   *
   * @param done those up to here are done
   * @param first the next one
   * @param upTo the last id, inclusive
   * @param before only what was written before
   * @return of no notifications if there are none
   */
  Summary summarize(Target target, long done, long first, long upTo, Instant before, Instant now)
      throws InterruptedException {
    return inTurn(
        () ->
            database
                .sql(COUNT)
                .withQueryTimeout(SECONDS)
                .param("owner", target.accountId())
                .param("done", done)
                .param("first", first)
                .param("largest", LARGEST)
                .param("upTo", upTo)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("isDefault", target.isDefault())
                .param("destination", target.id())
                .query(
                    (row, number) ->
                        new Summary(
                            row.getLong(2),
                            row.getLong(3),
                            row.getInt(1),
                            row.getInt(4),
                            now.truncatedTo(ChronoUnit.MICROS),
                            row.getBoolean(5)))
                .single());
  }

  private static Destination destination(Target target) {
    return new Destination(target.id(), target.isDefault());
  }

  private <T> T inTurn(Supplier<T> read) throws InterruptedException {
    reads.acquire();
    try {
      return read.get();
    } finally {
      reads.release();
    }
  }
}

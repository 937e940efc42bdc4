package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.database.ClusterLock;
import io.coinpanel.webserver.proxy.ClientAddress;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many live subscriptions there are, counted in the database. Triggers record each change; one
 * webserver at a time aggregates them.
 */
final class LiveSubscriptionCounts {

  private static final int BATCH = 10_000;

  /** Only addresses that have many are ever near the limit. */
  private static final int ADDRESSES = 10_000;

  private static final String FOLD =
      """
      with gone as (
        delete from subscription_count_change
        where (select pg_try_advisory_xact_lock(?)) and ctid in (
          select ctid from subscription_count_change limit ?)
        returning address, change
      ), folded as (
        insert into subscription_count (address, live)
        select address, sum(change) from gone group by grouping sets ((address), ())
        having count(*) > 0 and (address is not null or grouping(address) = 1)
        order by address
        on conflict (address) do update set live = subscription_count.live + excluded.live
      )
      select count(*) from gone
      """;
  private static final String CLEAN =
      "delete from subscription_count where live = 0 and address is not null";

  // The count of all is the highest of them.
  private static final String READ =
      """
      select address, sum(live) from (
        (select address, live from subscription_count order by live desc limit ?)
        union all
        select address, change from subscription_count_change where address is not null
        union all
        select null, change from subscription_count_change
      ) counted group by address
      """;

  private final JdbcClient database;

  LiveSubscriptionCounts(JdbcClient database) {
    this.database = database;
  }

  /**
   * Live subscriptions.
   *
   * @param byAddress those of the addresses that have most of them
   */
  record Counted(long total, Map<ClientAddress, Long> byAddress) {}

  /** Aggregates recorded changes. */
  void applyChanges() {
    int folded;
    do {
      folded = applyBatch();
    } while (folded == BATCH);
    database.sql(CLEAN).update();
  }

  private int applyBatch() {
    return database
        .sql(FOLD)
        .params(ClusterLock.SUBSCRIPTION_COUNTS.key(), BATCH)
        .query(Integer.class)
        .single();
  }

  Counted read() {
    long[] total = new long[1];
    Map<ClientAddress, Long> byAddress = new HashMap<>();
    database
        .sql(READ)
        .param(ADDRESSES)
        .query(
            row -> {
              String address = row.getString(1);
              if (address == null) {
                total[0] = row.getLong(2);
              } else {
                byAddress.put(ClientAddress.parse(address), row.getLong(2));
              }
            });
    return new Counted(total[0], byAddress);
  }
}

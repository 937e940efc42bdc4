package io.coinpanel.systemtests.soak;

import io.coinpanel.model.NotifyChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what ingestion would: activations first, notifications of ever later trades, one
 * transaction at a time, so that ids are in commit order. Which subscription fires is chance. Where
 * a real one runs too, that lists symbols and activates, and they take turns.
 */
final class RandomIngestion {

  static final List<String> SYMBOLS =
      List.of("btcusdt", "ethusdt", "solusdt", "adausdt", "dogeusdt");
  private static final int BURST = 2_000;
  private static final int MAX_ANNOUNCED = 40;
  private static final String FIRE =
      "insert into notification (subscription_id, owner_id, trade_id, price, previous_price,"
          + " trade_time, created_at, source)"
          + " select s.id, s.owner_id, trade, 2, 1, now(), now(), 'live'"
          + " from unnest(?::bigint[], ?::bigint[]) with ordinality as fired (one, trade, place)"
          + " join subscription s on s.id = one and s.ended_at is null"
          + " and (s.repeat = 'every' or fired.place ="
          + " (select min(f.place) from unnest(?::bigint[]) with ordinality as f (one, place)"
          + " where f.one = s.id)) order by fired.place";

  private final JdbcClient database;
  private final TransactionTemplate transactions;
  private final Random random;
  private final EventCounts eventCounts;
  private final boolean isAlone;
  private final Map<String, Long> trades = new HashMap<>();

  /**
   * A stand-in.
   *
   * @param isAlone whether there is no real one
   */
  RandomIngestion(DataSource source, Random random, EventCounts eventCounts, boolean isAlone) {
    this.isAlone = isAlone;
    this.database = JdbcClient.create(source);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
    this.random = random;
    this.eventCounts = eventCounts;
    SYMBOLS.forEach(symbol -> trades.put(symbol, 1_000L));
  }

  private record Live(long id, String symbol) {}

  void listSymbols() {
    for (String symbol : SYMBOLS) {
      database
          .sql("insert into symbol values (?, ?, 'USDT', true, now())")
          .params(symbol, symbol.replace("usdt", ""))
          .update();
    }
    notifyChannel(NotifyChannel.SYMBOL);
  }

  /** What is new, and one batch of about so many notifications; now and then a burst for few. */
  void write(int rows) {
    if (isAlone) {
      transactions.executeWithoutResult(status -> activate());
    }
    transactions.executeWithoutResult(status -> writeBatch(1 + random.nextInt(2 * rows)));
  }

  private void writeBatch(int rows) {
    awaitTurn();
    int written = 0;
    List<Live> live = live();
    if (!live.isEmpty()) {
      boolean burst = random.nextInt(40) == 0;
      List<Live> choice = burst ? List.of(pick(live), pick(live)) : live;
      written = fire(choice, burst ? BURST : rows);
      eventCounts.add("notifications", written);
      eventCounts.count(burst ? "bursts" : "batches");
    }
    // Occasionally sends no NOTIFY: polling must suffice.
    if (random.nextInt(10) > 0) {
      if (written > MAX_ANNOUNCED) {
        notifyChannel(NotifyChannel.NOTIFICATION);
      } else {
        announce(written);
      }
    }
  }

  /** Each batch of a real one updates this row first. */
  private void awaitTurn() {
    database.sql("select from leadership for update").query(row -> {});
  }

  private Live pick(List<Live> live) {
    return live.get(random.nextInt(live.size()));
  }

  private void activate() {
    database
        .sql(
            "insert into activation (subscription_id, price, activated_at)"
                + " select id, 1, now() from subscription s where ended_at is null"
                + " and not exists (select from activation where subscription_id = s.id)")
        .update();
    notifyChannel(NotifyChannel.NOTIFICATION);
  }

  private List<Live> live() {
    return database
        .sql(
            "select s.id, symbol from subscription s join activation on subscription_id = s.id"
                + " join connection c on c.id = s.owner_id where s.ended_at is null order by s.id")
        .query((row, number) -> new Live(row.getLong(1), row.getString(2)))
        .list();
  }

  private int fire(List<Live> live, int rows) {
    List<Long> ids = new ArrayList<>();
    List<Long> tradeIds = new ArrayList<>();
    while (ids.size() < rows) {
      String symbol = pick(live).symbol();
      long trade = trades.merge(symbol, 1L, Long::sum);
      live.stream()
          .filter(one -> one.symbol().equals(symbol) && random.nextInt(live.size()) < 5)
          .forEach(
              one -> {
                ids.add(one.id());
                tradeIds.add(trade);
              });
    }
    Long[] fired = ids.toArray(Long[]::new);
    int written = database.sql(FIRE).params(fired, tradeIds.toArray(Long[]::new), fired).update();
    database
        .sql(
            "update subscription set ended_at = now(), ended_as = 'finished'"
                + " where id = any (?) and repeat = 'once' and ended_at is null")
        .params(new Object[] {fired})
        .update();
    return written;
  }

  /** Tells the last rows themselves, as ingestion does with a few. */
  private void announce(int rows) {
    database
        .sql(
            "select pg_notify(?, coalesce('v1' || E'\\n' || string_agg(concat_ws(' ', id, subscription_id,"
                + " owner_id, trade_id, 200000000, 100000000,"
                + " (extract(epoch from trade_time) * 1000000)::bigint,"
                + " (extract(epoch from created_at) * 1000000)::bigint, source),"
                + " E'\\n' order by id), ''))"
                + " from (select * from notification order by id desc limit ?) as written")
        .params(NotifyChannel.NOTIFICATION, rows)
        .query(row -> {});
    eventCounts.count("announced");
  }

  private void notifyChannel(String channel) {
    database.sql("select pg_notify(?, '')").param(channel).query(row -> {});
  }
}

package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Updates and pauses of subscriptions while trades flow, as webservers commit them. */
class UpdatesTest extends IngestionScenarioTest {

  private int followed;

  private record Published(long id, int price) {}

  /** Publishes bursts of trades at random prices, beside what the test does. */
  private final class Trader {
    private static final int BURST = 300;

    private final List<Published> trades = new ArrayList<>();
    private final SplittableRandom random;
    private CompletableFuture<Void> bursts = CompletableFuture.completedFuture(null);

    Trader(long seed) {
      random = new SplittableRandom(seed);
      publish(95);
    }

    private void publish(int price) {
      trades.add(new Published(exchange.publish("btcusdt", "" + price), price));
    }

    void startBurst() {
      bursts =
          bursts.thenRunAsync(
              () -> {
                for (int i = 0; i < BURST; i++) {
                  publish(90 + random.nextInt(20));
                }
              });
    }

    List<Published> stop() throws Exception {
      bursts.get(30, TimeUnit.SECONDS);
      rows.awaitTrade("btcusdt", trades.getLast().id());
      return trades;
    }
  }

  private void update(long subscription, String set) throws SQLException {
    rows.update(
        "update subscription set revision = revision + 1, changed_in = pg_current_xact_id(), "
            + set
            + " where id = "
            + subscription);
  }

  private void updateThreshold(long subscription, int threshold) throws SQLException {
    update(subscription, "baseline_revision = revision + 1, threshold = " + threshold);
  }

  private void pause(long subscription) throws SQLException {
    update(subscription, "paused_at = now(), pause_reason = 'disabled'");
  }

  private void enable(long subscription) throws SQLException {
    update(subscription, "baseline_revision = revision + 1, paused_at = null, pause_reason = null");
  }

  /** Waits until ingestion has followed the table up to now. */
  private void updateSeen() throws SQLException {
    rows.awaitActive(
        rows.subscribe("ethusdt", "cross", "1", "'every', now(), " + ++followed + ", null"));
  }

  private void awaitActive(long subscription, int revision) {
    Eventually.until(
        () ->
            rows.count(
                    "activation where subscription_id = %d and revision = %d"
                        .formatted(subscription, revision))
                == 1);
  }

  private long watched(String more) throws SQLException {
    long subscription = rows.subscribe("btcusdt", "cross", "100", more);
    rows.awaitActive(subscription);
    return subscription;
  }

  private List<String> fired(long subscription) throws SQLException {
    return rows.query(
        "select trade_id || ' r' || revision from notification where subscription_id = "
            + subscription
            + " order by id");
  }

  @Test
  void eachTradeIsJudgedByTheTermsThatWereActiveBeforeIt() throws Exception {
    long subscription = watched("");
    Trader trader = new Trader(1);
    List<Integer> thresholds = new ArrayList<>(List.of(0, 100));
    for (int revision = 2; revision <= 10; revision++) {
      thresholds.add(91 + revision % 17);
      trader.startBurst();
      updateThreshold(subscription, thresholds.getLast());
      awaitActive(subscription, revision);
    }
    List<Published> trades = trader.stop();

    List<Long> baselines =
        rows
            .query(
                "select coalesce(trade_id, 0) from activation where subscription_id = %d"
                        .formatted(subscription)
                    + " order by revision")
            .stream()
            .map(Long::valueOf)
            .toList();
    List<String> expected = new ArrayList<>();
    for (int i = 1; i < trades.size(); i++) {
      Published trade = trades.get(i);
      int revision = (int) baselines.stream().filter(baseline -> baseline < trade.id()).count();
      int threshold = thresholds.get(revision);
      int previous = trades.get(i - 1).price();
      if ((previous <= threshold && threshold < trade.price())
          || (previous >= threshold && threshold > trade.price())) {
        expected.add(trade.id() + " r" + revision);
      }
    }
    assertThat(fired(subscription)).isEqualTo(expected);
    assertThat(expected).hasSizeGreaterThan(20);
  }

  @Test
  void updatesWithoutANewBaselineLoseNoCrossingAndRepeatNone() throws Exception {
    long subscription = watched("");
    Trader trader = new Trader(2);
    for (int i = 0; i < 10; i++) {
      trader.startBurst();
      update(subscription, "name = 'name " + i + "'");
      updateSeen();
    }
    trader.startBurst();
    List<Published> trades = trader.stop();
    List<String> expected = new ArrayList<>();
    for (int i = 1; i < trades.size(); i++) {
      int previous = trades.get(i - 1).price();
      int price = trades.get(i).price();
      if ((previous <= 100 && 100 < price) || (previous >= 100 && 100 > price)) {
        expected.add("" + trades.get(i).id());
      }
    }
    assertThat(
            rows.query(
                "select trade_id::text from notification where subscription_id = %d order by id"
                    .formatted(subscription)))
        .isEqualTo(expected);
    assertThat(rows.count("activation where subscription_id = " + subscription)).isEqualTo(1);
    assertThat(rows.query("select max(revision)::text from notification")).containsExactly("11");
  }

  @Test
  void anUpdateHasANewBaselineWithItsTrade() throws SQLException {
    long subscription = watched("");
    long baseline = exchange.publish("btcusdt", "120");
    rows.awaitTrade("btcusdt", baseline);
    updateThreshold(subscription, 110);
    awaitActive(subscription, 2);
    assertThat(
            rows.query(
                "select trim_scale(price) || ' ' || trade_id || ' ' || (trade_time is not null)"
                    + " from activation where revision = 2"))
        .containsExactly("120 " + baseline + " true");
    exchange.publish("btcusdt", "111");
    long crossing = exchange.publish("btcusdt", "105");
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    assertThat(fired(subscription)).containsExactly(crossing + " r2");
  }

  @Test
  void nothingFiresAfterAPauseEvenBeforeTheFeedSeesIt() throws SQLException {
    rows.awaitActive(rows.subscribe("btcusdt", "cross", "1"));
    exchange.publish("btcusdt", "99");
    for (int i = 0; i < 10; i++) {
      long subscription = watched("");
      rows.update("begin");
      pause(subscription);
      if (i % 4 < 2) {
        enable(subscription);
      }
      rows.update("commit");
      long trade = exchange.publish("btcusdt", i % 2 == 0 ? "101" : "99");
      rows.awaitTrade("btcusdt", trade);
      assertThat(fired(subscription)).isIn(List.of(), List.of(trade + " r3"));
      rows.update(
          "update subscription set ended_at = now(), ended_as = 'unsubscribed',"
              + " changed_in = pg_current_xact_id() where id = "
              + subscription);
    }
  }

  @Test
  void aPausedOneThatIsEnabledStartsWithANewBaseline() throws SQLException {
    long subscription = watched("'once', now(), 0, null");
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    pause(subscription);
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "101"));
    enable(subscription);
    awaitActive(subscription, 3);
    exchange.publish("btcusdt", "102");
    long down = exchange.publish("btcusdt", "98");
    rows.awaitTrade("btcusdt", down);
    assertThat(fired(subscription)).containsExactly(down + " r3");
    assertThat(rows.query("select end_reason from subscription")).containsExactly("fired");
  }

  @Test
  void updatesAndPausesWhileIngestionIsAwayTakeEffectWhenItStarts() throws SQLException {
    long moved = watched("");
    long paused = watched("'every', now(), 1, null");
    long renamed = watched("'every', now(), 2, null");
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    ingestion.close();
    updateThreshold(moved, 105);
    pause(paused);
    update(renamed, "name = 'new'");
    long missed = exchange.publish("btcusdt", "101");
    ingestion = TestIngestion.start(clock, database, exchange);
    awaitActive(moved, 2);
    long up = exchange.publish("btcusdt", "106");
    rows.awaitTrade("btcusdt", up);
    assertThat(fired(moved)).containsExactly(up + " r2");
    assertThat(fired(paused)).isEmpty();
    assertThat(fired(renamed)).containsExactly(missed + " r2");
    assertThat(rows.count("activation where subscription_id = " + renamed)).isEqualTo(1);
  }

  @Test
  void endsSayWhyAndOnlyAnExpiryIsAnEvent() throws SQLException {
    long once = watched("'once', now(), 0, null");
    exchange.publish("btcusdt", "99");
    exchange.publish("btcusdt", "101");
    long expiring = watched("'every', now(), 1, null");
    long paused = watched("'every', now(), 2, null");
    pause(paused);
    rows.expire(expiring);
    rows.expire(paused);
    Eventually.until(() -> rows.count("subscription where ended_at is not null") == 3);
    assertThat(
            rows.query(
                "select id || ' ' || ended_as || ' ' || end_reason from subscription order by id"))
        .containsExactly(
            once + " finished fired", expiring + " finished expired", paused + " finished expired");
    assertThat(
            rows.query(
                "select owner_id || ' ' || kind || ' ' || subscription_id from owner_event"
                    + " order by subscription_id"))
        .containsExactly("1 subscription " + expiring, "1 subscription " + paused);
    assertThat(
            rows.count(
                "subscription s join owner_event e on e.subscription_id = s.id"
                    + " where e.changed_in = s.changed_in"))
        .isEqualTo(2);
  }

  @Test
  void unknownTermsStayPendingAndEndNobody() throws SQLException {
    long known = watched("");
    rows.update(
        "alter table subscription drop constraint subscription_has_the_parameters_of_its_condition,"
            + " drop constraint subscription_repeat, drop constraint subscription_bar");
    String unknown =
        "insert into subscription (owner_id, symbol, condition, threshold, bar, repeat,"
            + " created_at, expires_at) values (1, 'btcusdt', %s, now(), %s) returning id";
    for (String terms :
        List.of(
            "'wave', null, null, 'every'",
            "'above', 100, '2m', 'every'",
            "'above', 100, null, 'twice'",
            "'rise', null, null, 'every'")) {
      rows.query(unknown.formatted(terms, "null"));
    }
    rows.query(unknown.formatted("'wave', null, '1m', 'every'", "now() + interval '1 s'"));
    update(known, "baseline_revision = revision + 1, bar = '3m', condition = 'above'");
    Eventually.until(() -> rows.count("subscription where end_reason = 'expired'") == 1);
    long other = rows.subscribe("btcusdt", "cross", "150");
    rows.awaitActive(other);
    exchange.publish("btcusdt", "80");
    long up = exchange.publish("btcusdt", "200");
    rows.awaitTrade("btcusdt", up);
    assertThat(fired(other)).containsExactly(up + " r1");
    assertThat(rows.count("activation")).isEqualTo(2);
    assertThat(rows.count("notification")).isEqualTo(1);
    update(known, "baseline_revision = revision + 1, bar = null");
    awaitActive(known, 3);
  }
}

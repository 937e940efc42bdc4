package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What conditions remember survives a restart, whatever was traded since it was stored. */
class ConditionsRestartTest extends IngestionScenarioTest {

  private static final String SYMBOL = "btcusdt";

  // Within the window of history.
  private long time = Instant.now().minus(Duration.ofMinutes(5)).toEpochMilli();

  @BeforeEach
  void begin() throws SQLException {
    long first = activated("condition, threshold", "'above', 1000000");
    rows.awaitTrade(SYMBOL, trade("100"));
    assertThat(rows.notifications(first)).isEmpty();
  }

  /** As after a kill: what is remembered stands at an earlier trade than the cursor. */
  private void crash() throws SQLException {
    rows.update("create table remembered as table matching_state");
    ingestion.close();
    rows.update("delete from matching_state");
    rows.update("insert into matching_state table remembered");
    rows.update("drop table remembered");
    ingestion = TestIngestion.start(database, exchange);
  }

  private long trade(String price) {
    return exchange.publishAt(++time, SYMBOL, price, false);
  }

  private long tradeAfterSeconds(int seconds, String price) {
    time += Duration.ofSeconds(seconds).toMillis();
    return trade(price);
  }

  private long activated(String columns, String values) throws SQLException {
    long subscription = rows.subscribeTo(SYMBOL, columns, values);
    rows.awaitActive(subscription);
    return subscription;
  }

  /** The feed has judged it, and has stored what it remembers up to some trade before. */
  private void judged(long trade) {
    rows.awaitTrade(SYMBOL, trade);
  }

  /** The trades it has fired on, in order. */
  private List<String> fired(long subscription) throws SQLException {
    return rows.query(
        "select trade_id::text from notification where subscription_id = "
            + subscription
            + " order by id");
  }

  @Test
  void aTrailingStopKeepsItsHighest() throws SQLException {
    long stop = activated("condition, percent", "'fall', 10");
    trade("200");
    judged(trade("190"));
    crash();
    trade("185");
    long fired = trade("180");
    judged(fired);
    assertThat(fired(stop)).containsExactly("" + fired);
    assertThat(rows.query("select trim_scale(reference_price) from notification"))
        .containsExactly("200");
  }

  @Test
  void oneThatBeganAtTheTradeOfTheStateRemembersWhatFollowed() throws SQLException {
    activated("condition, percent", "'fall', 50");
    long rise = activated("condition, percent", "'rise', 5");
    trade("90");
    judged(trade("93"));
    crash();
    long fired = trade("94.5");
    judged(fired);
    assertThat(fired(rise)).containsExactly("" + fired);
  }

  @Test
  void whatFiredIsNotNotifiedAgain() throws SQLException {
    long rise = activated("condition, percent", "'rise', 5");
    long first = trade("105");
    judged(first);
    long second = trade("112");
    judged(second);
    crash();
    long third = trade("120");
    judged(third);
    assertThat(fired(rise)).containsExactly("" + first, "" + second, "" + third);
  }

  @Test
  void whatHappenedWhileItWasAwayIsFoundInHistory() throws SQLException {
    long stop = activated("condition, percent", "'fall', 10");
    judged(trade("150"));
    ingestion.close();
    trade("200");
    long fired = trade("179");
    ingestion = TestIngestion.start(database, exchange);
    judged(trade("178"));
    assertThat(rows.notifications(stop)).containsExactly(fired + " 200 179 backfill");
  }

  @Test
  void aHoldRunsOn() throws SQLException {
    long hold = activated("condition, threshold, hold_seconds", "'above', 110, 60");
    long crossed = trade("111");
    judged(crossed);
    crash();
    long last = tradeAfterSeconds(30, "112");
    judged(tradeAfterSeconds(31, "50"));
    assertThat(fired(hold)).containsExactly("" + last);
  }

  @Test
  void aStepRemembersItsLineAndRearmItsArming() throws SQLException {
    long step = activated("condition, amount", "'step', 10");
    long rearm = activated("condition, threshold, rearm", "'above', 105, 95");
    long up = trade("111");
    judged(up);
    crash();
    trade("104");
    trade("111");
    long down = trade("94");
    long again = trade("106");
    judged(again);
    assertThat(fired(step)).containsExactly("" + up, "" + down);
    assertThat(fired(rearm)).containsExactly("" + up, "" + again);
  }

  @Test
  void aBarIsComparedWithTheCloseBefore() throws SQLException {
    time = time / 60_000 * 60_000 + 60_000;
    judged(trade("100"));
    long bar = activated("condition, threshold, bar", "'above', 105, '1m'");
    trade("104");
    judged(trade("106"));
    crash();
    long last = trade("107");
    judged(tradeAfterSeconds(60, "90"));
    assertThat(fired(bar)).containsExactly("" + last);
  }

  @Test
  void anOrderlyEndLeavesNothingToReplay() throws SQLException {
    activated("condition, percent", "'fall', 10");
    long last = trade("150");
    judged(last);
    ingestion.close();
    assertThat(rows.query("select trade_id::text from matching_state")).containsExactly("" + last);
    ingestion = TestIngestion.start(database, exchange);
  }

  @Test
  void aStateThatCannotBeReadBeginsAnew() throws SQLException {
    long stop = activated("condition, percent", "'fall', 10");
    trade("200");
    judged(trade("190"));
    ingestion.close();
    rows.update("update matching_state set state = '\\x00'");
    ingestion = TestIngestion.start(database, exchange);
    trade("180");
    long fired = trade("171");
    judged(fired);
    assertThat(fired(stop)).containsExactly("" + fired);
  }

  @Test
  void nothingIsStoredForThresholds() throws SQLException {
    long stop = activated("condition, percent", "'fall', 10");
    judged(trade("101"));
    assertThat(rows.count("matching_state")).isEqualTo(1);
    rows.end(stop);
    judged(trade("102"));
    rows.awaitNone("matching_state");
  }
}

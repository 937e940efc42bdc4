package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a connection is stored. */
class FirstSubscriptionTest {

  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone();
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  @BeforeEach
  void forgetAll() {
    webserver.database().sql("delete from subscription").update();
    webserver.database().sql("delete from connection").update();
  }

  private static int connections() {
    return webserver
        .database()
        .sql("select count(*) from connection")
        .query(Integer.class)
        .single();
  }

  @Test
  void storesTheConnectionWithIt() {
    try (TestClient client = webserver.client()) {
      client.expectNothing();
      client.ask("{'symbol':'nope','threshold':'1'}");
      assertThat(connections()).isZero();
      client.ask("{'symbol':'btcusdt','threshold':'1'}");
      client.ask("{'symbol':'btcusdt','threshold':'2'}");
      assertThat(
              webserver
                  .database()
                  .sql(
                      "select id from connection where gone_at is null"
                          + " and webserver_id is not null and address in ('127.0.0.1', '::/64')")
                  .query(Long.class)
                  .single())
          .isEqualTo(client.connectionId());
    }
  }

  @Test
  void withoutItNothingIsStoredWhenTheSocketGoes() {
    double before = committed();
    for (int i = 0; i < 20; i++) {
      webserver.client().cut();
    }
    try (TestClient client = webserver.client()) {
      client.ask("{'symbol':'btcusdt','threshold':'1'}");
    }
    Eventually.until(FirstSubscriptionTest::isSomebodyGone);
    assertThat(connections()).isOne();
    // The subscription, its end, and perhaps a block of ids.
    assertThat(committed() - before).isLessThanOrEqualTo(4);
  }

  private static double committed() {
    return webserver.metric("coinpanel_webserver_commit_batch_sum");
  }

  private static boolean isSomebodyGone() {
    return webserver
        .database()
        .sql("select exists (select from connection where gone_at is not null)")
        .query(Boolean.class)
        .single();
  }
}

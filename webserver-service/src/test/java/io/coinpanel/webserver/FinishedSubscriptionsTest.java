package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.subscription.Subscriptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinishedSubscriptionsTest {

  @Test
  void listsTheLiveOnesAndTheNewestHundredThatFinished() {
    try (TestWebserver webserver = TestWebserver.alone()) {
      webserver
          .database()
          .sql(
              "insert into connection (id, token_hash, created_at, confirmed_id)"
                  + " values (7000, sha256('x'::bytea), now(), 0)")
          .update();
      webserver
          .database()
          .sql(
              "insert into subscription (id, connection_id, symbol, condition, threshold, repeat,"
                  + " created_at, ended_at, ended_as) select n, 7000, 'btcusdt', 'above', n,"
                  + " 'every', now(), case when n > 10001 then now() end,"
                  + " case when n > 10001 then 'finished' end from generate_series(10001, 10500) n")
          .update();
      List<Long> ids =
          webserver.bean(Subscriptions.class).list(7000).stream()
              .map(SubscriptionState::id)
              .toList();
      assertThat(ids).hasSize(101).startsWith(10_001L, 10_401L).endsWith(10_500L);
    }
  }
}

package io.coinpanel.webserver.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.subscription.LiveSubscriptionCounts.Counted;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnonymousLimitsTest {

  private static final ClientAddress ONE = ClientAddress.parse("203.0.113.1");
  private static final ClientAddress OTHER = ClientAddress.parse("2001:db8::/64");

  private TestDatabase database;
  private SubscriptionRowsFixture rows;
  private LiveSubscriptionCounts counts;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    rows = new SubscriptionRowsFixture(database);
    counts = new LiveSubscriptionCounts(rows.database());
    rows.connection(1, ONE);
    rows.connection(2, OTHER);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void countsWhatBeginsAndEndsWhetherAddedUpOrNot() {
    rows.subscriptions(1, 1, 5);
    rows.subscriptions(2, 6, 8);
    assertThat(counts.read()).isEqualTo(new Counted(8, Map.of(ONE, 5L, OTHER, 3L)));
    counts.applyChanges();
    assertThat(counts.read()).isEqualTo(new Counted(8, Map.of(ONE, 5L, OTHER, 3L)));
    rows.finish(1, 2);
    rows.finish(1, 2);
    rows.database().sql("update subscription set last_fired_at = now()").update();
    rows.database().sql("delete from subscription where id in (1, 6)").update();
    assertThat(counts.read()).isEqualTo(new Counted(5, Map.of(ONE, 3L, OTHER, 2L)));
    rows.finish(3, 5);
    counts.applyChanges();
    assertThat(counts.read()).isEqualTo(new Counted(2, Map.of(OTHER, 2L)));
  }

  @Test
  void rejectsSubscriptionsOverTheLimits() {
    rows.subscriptions(1, 1, 2);
    AnonymousLimits limits = new AnonymousLimits(counts, 3, 5);
    limits.refresh();
    assertThat(limits.reserve(ONE)).isEmpty();
    assertThat(limits.reserve(ONE)).hasValueSatisfying(one -> assertThat(one).contains("3"));
    assertThat(limits.reserve(OTHER)).isEmpty();
    assertThat(limits.reserve(null)).isEmpty();
    assertThat(limits.reserve(OTHER)).hasValueSatisfying(all -> assertThat(all).contains("5"));
    limits.release(ONE);
    assertThat(limits.reserve(ONE)).isEmpty();
  }

  @Test
  void countsWhatWasStoredHereOnce() {
    AnonymousLimits limits = new AnonymousLimits(counts, 3, 0);
    for (int id = 1; id <= 3; id++) {
      assertThat(limits.reserve(ONE)).isEmpty();
      rows.subscriptions(1, id, id);
      limits.refresh();
    }
    assertThat(limits.reserve(ONE)).isPresent();
    rows.finish(1, 1);
    limits.refresh();
    assertThat(limits.reserve(ONE)).isEmpty();
  }

  @Test
  void zeroIsAnyNumber() {
    AnonymousLimits limits = new AnonymousLimits(counts, 0, 0);
    for (int i = 0; i < 100; i++) {
      assertThat(limits.reserve(ONE)).isEmpty();
    }
  }
}

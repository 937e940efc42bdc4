package io.coinpanel.webserver.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Source;
import io.coinpanel.webserver.protocol.FiringDetails;
import io.coinpanel.webserver.socket.Event.Notified;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NotifyPayloadTest {

  private static final NotifyPayload TWO =
      NotifyPayload.parse(
          """
          v2
          41 7 3 9223372036854775807 6500012345678 1 1753099200123456 1753099200123457 live 1
          42 8 4 12 150000000 50000000 0 1 backfill 3""");

  @Test
  void parsesNotificationsInOrder() {
    assertThat(TWO.notified())
        .containsExactly(
            new Notified(
                41,
                7,
                1,
                3,
                Long.MAX_VALUE,
                6_500_012_345_678L,
                1L,
                Instant.parse("2025-07-21T12:00:00.123456Z"),
                Instant.parse("2025-07-21T12:00:00.123457Z"),
                Source.LIVE,
                FiringDetails.NONE),
            new Notified(
                42,
                8,
                3,
                4,
                12,
                150_000_000,
                50_000_000L,
                Instant.EPOCH,
                Instant.EPOCH.plusNanos(1_000),
                Source.BACKFILL,
                FiringDetails.NONE));
  }

  @Test
  void unknownVersionFallsBackToTheTables() {
    String row = "41 7 3 12 150000000 50000000 0 1 live 1";
    assertThat(NotifyPayload.parse("v3\n" + row).notified()).isEmpty();
    assertThat(NotifyPayload.parse(row).notified()).isEmpty();
    assertThat(NotifyPayload.parse("v2\n41 7 three").notified()).isEmpty();
  }

  @Test
  void followsOnlyThePrecedingId() {
    assertThat(TWO.follows(40)).isTrue();
    assertThat(TWO.follows(39)).isFalse();
    assertThat(TWO.follows(41)).isFalse();
    assertThat(NotifyPayload.parse("").follows(40)).isFalse();
  }

  @Test
  void isKnownWhereItsLastIdIs() {
    assertThat(TWO.isReadAt(42)).isTrue();
    assertThat(TWO.isReadAt(41)).isFalse();
    assertThat(NotifyPayload.parse("").isReadAt(42)).isFalse();
  }
}

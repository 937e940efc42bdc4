package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import io.coinpanel.webserver.protocol.FiringDetails;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoteTemplateTest {

  private static final Notification NOTIFICATION =
      new Notification(
          7,
          3,
          1,
          "say \"hi\"\n{{price}}",
          null,
          "btcusdt",
          Condition.Threshold.plain(ConditionKind.ABOVE, new Price(6_500_000_000_000L)),
          6_500_001_000_000L,
          6_499_999_000_000L,
          42,
          Instant.parse("2026-07-21T12:00:00.123Z"),
          Instant.parse("2026-07-21T12:00:00.456Z"),
          Source.LIVE,
          FiringDetails.NONE);

  @Test
  void fillsInWhatANotificationHas() {
    assertThat(
            NoteTemplate.fill(
                "{{symbol}} {{ price }} {{condition}} {{level}} {{time}} [{{note}}]", NOTIFICATION))
        .isEqualTo("btcusdt 65000.01 above 65000 2026-07-21T12:00:00.123Z []");
  }

  @Test
  void valuesInJsonAreEscapedAndFilledInOnce() {
    NoteTemplate.Filled filled =
        NoteTemplate.fillJson("{\"name\":\"{{name}}\",\"price\":{{price}}}", NOTIFICATION);
    assertThat(filled.isJson()).isTrue();
    assertThat(filled.text())
        .isEqualTo("{\"name\":\"say \\\"hi\\\"\\n{{price}}\",\"price\":65000.01}");
  }

  @Test
  void whatIsNoJsonIsLeftAsItIs() {
    NoteTemplate.Filled filled = NoteTemplate.fillJson("{{name}} now", NOTIFICATION);
    assertThat(filled.isJson()).isFalse();
    assertThat(filled.text()).isEqualTo("say \"hi\"\n{{price}} now");
  }

  @Test
  void knowsItsPlaceholders() {
    assertThat(NoteTemplate.unknown("{{symbol}} {{prize}}")).isEqualTo("prize");
    assertThat(NoteTemplate.unknown("{{symbol}} { {price} }")).isNull();
  }
}

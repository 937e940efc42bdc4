package io.coinpanel.webserver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EchoTest {

  private final CommandReader reader = new CommandReader(InstantSource.system());

  @Test
  void cutsTheLongNameOfAFieldThatCameTwice() {
    String name = "n".repeat(4_000);
    Reading reading = reader.read("{\"type\":\"ping\",\"" + name + "\":1,\"" + name + "\":2}");
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused ->
                assertThat(refused.message()).isEqualTo("n".repeat(64) + "… is there twice"));
  }

  @Test
  void weighsWhatAnErrorHolds() {
    ServerMessage error = new ServerMessage.Failure("r", ErrorCode.INVALID_JSON, "m".repeat(4_000));
    assertThat(error.weight()).isGreaterThanOrEqualTo(8_000);
  }
}

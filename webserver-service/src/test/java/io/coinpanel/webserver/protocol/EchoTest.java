package io.coinpanel.webserver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EchoTest {

  private final CommandParser reader = new CommandParser(InstantSource.system());

  @Test
  void truncatesTheNameOfADuplicateField() {
    String name = "n".repeat(4_000);
    ParsedFrame parsedFrame =
        reader.parse("{\"type\":\"ping\",\"" + name + "\":1,\"" + name + "\":2}");
    assertThat(parsedFrame)
        .isInstanceOfSatisfying(
            ParsedFrame.Invalid.class,
            refused -> assertThat(refused.message()).isEqualTo("n".repeat(63) + "… is duplicated"));
  }

  private List<String> ignored(String frame) {
    return reader.parse(frame.replace('\'', '"')).echo().ignored();
  }

  @Test
  void namesTheFieldsOfACommandThatItDoesNotKnow() {
    assertThat(ignored("{'type':'subscribe','symbol':'btcusdt','threshold':1,'repaet':'once'}"))
        .containsExactly("repaet");
    assertThat(ignored("{'symbol':'btcusdt','threshold':1,'limit':1,'ref':'r','cooldown':2}"))
        .containsExactly("limit", "cooldown");
    assertThat(ignored("{'type':'list','after':'1','limit':1}")).isEmpty();
    assertThat(ignored("{'type':'ping','token':'t'}")).containsExactly("token");
  }

  @Test
  void namesThemInErrorsToo() {
    assertThat(ignored("{'type':'subscribe','symbol':'btcusdt','tresholdd':1}"))
        .containsExactly("tresholdd");
    assertThat(ignored("{'symbol':'btcusdt','tresholdd':1}")).containsExactly("tresholdd");
    assertThat(ignored("{'type':'hello','symbol':'btcusdt','x':1}")).containsExactly("x");
    assertThat(ignored("{'type':'ping','ref':1,'x':1}")).containsExactly("x");
    assertThat(ignored("[]")).isEmpty();
  }

  @Test
  void namesAtMostSixteenTruncatedFields() {
    String many =
        IntStream.range(0, 100)
            .mapToObj(i -> "'" + i + "🚀".repeat(70) + "':1")
            .collect(Collectors.joining(",", "{'type':'ping',", "}"));
    assertThat(ignored(many))
        .hasSize(16)
        .allSatisfy(name -> assertThat(name.codePoints().count()).isEqualTo(64));
  }

  @Test
  void weighsWhatAnErrorHolds() {
    ServerMessage error =
        new ServerMessage.ErrorReply(Echo.NONE, ErrorCode.INVALID_JSON, "m".repeat(4_000));
    assertThat(error.weight()).isGreaterThanOrEqualTo(8_000);
  }
}

package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.limits.StreamLimits;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamCommandTest {

  private Simulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator = start(StreamLimits.documented());
  }

  private static Simulator start(StreamLimits rules) throws IOException {
    return Simulator.start(SimulatorSettings.documented().symbols(10).streamRules(rules));
  }

  private StreamClient connect() {
    return StreamClient.connect(simulator, "/ws");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'method':'NOT_A_METHOD','id':2}|{'error':{'code':2,'msg':'Invalid request: unknown"
            + " variant `NOT_A_METHOD`'},'id':2}",
        "{'id':3}|{'error':{'code':2,'msg':'Invalid request: missing field `method` at line 1"
            + " column 8'},'id':3}",
        "nonsense|{'error':{'code':3,'msg':'Invalid JSON: expected value at line 1 column 1'}}",
        "[1]|{'error':{'code':3,'msg':'Invalid JSON: expected struct Request at line 1 column 1'}}",
        "{'method':'SUBSCRIBE','id':4}"
            + "|{'error':{'code':2,'msg':'Invalid request: missing field `params`'},'id':4}",
        "{'method':'GET_PROPERTY','params':['combined'],'id':8}|{'result':false,'id':8}",
      },
      quoteCharacter = '"')
  void answers(String command, String answer) {
    try (StreamClient client = connect()) {
      client.send(command.replace('\'', '"'));
      assertThat(client.next()).isEqualTo(answer.replace('\'', '"'));
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void answersWithFlatErrorsWhenSetSo() throws IOException {
    try (Simulator flat = start(StreamLimits.documented().nestedErrors(false));
        StreamClient client = StreamClient.connect(flat, "/ws")) {
      client.send("{\"method\":\"X\",\"id\":\"text\"}");
      assertThat(client.next())
          .isEqualTo(
              "{\"code\":2,\"msg\":\"Invalid request: unknown variant `X`\",\"id\":\"text\"}");
    }
  }

  @Test
  void acknowledgesSymbolsThatDoNotExistAndListsThem() {
    try (StreamClient client = connect().subscribe("nosuchusdt@trade", "btcusdt@trade")) {
      client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}");
      assertThat(client.next())
          .isEqualTo("{\"result\":[\"nosuchusdt@trade\",\"btcusdt@trade\"],\"id\":2}");
    }
  }

  @Test
  void answersAMalformedStreamWithAnErrorAndAClose() {
    StreamClient client = connect();
    client.send(
        "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"btcusdt@nothing\"],\"id\":2}");
    assertThat(client.next())
        .isEqualTo("{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":2}");
    assertThat(client.closeCode()).isEqualTo(1008);
  }

  @Test
  void sendsNoMoreTradesAfterUnsubscribe() {
    try (StreamClient client = connect().subscribe("btcusdt@trade", "ethusdt@trade")) {
      client.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":312}");
      assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":312}");
      simulator.publish("BTCUSDT", "1");
      simulator.publish("ETHUSDT", "1");
      assertThat(client.next()).contains("ETHUSDT");
    }
  }

  @Test
  void pingsByTheRealClockToo() throws IOException {
    try (Simulator fast = start(StreamLimits.documented().pingInterval(Duration.ofMillis(30)));
        StreamClient client = StreamClient.connect(fast, "/ws")) {
      assertThat(client.nextPing()).isNotEqualTo(client.nextPing());
    }
  }
}

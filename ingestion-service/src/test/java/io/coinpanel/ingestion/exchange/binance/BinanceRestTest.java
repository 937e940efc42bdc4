package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.ingestion.exchange.TradeHistory.HistoryUnavailable;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.rest.RestFault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class BinanceRestTest {

  private Simulator exchange;
  private BinanceRest rest;

  @BeforeEach
  void start() throws IOException {
    exchange = Simulator.start(SimulatorSettings.documented().symbols(10));
    rest =
        new BinanceRest(
            exchange.restUri(),
            Duration.ofMillis(500),
            InstantSource.system(),
            new SimpleMeterRegistry());
    exchange.publish("btcusdt", "99");
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  private int trades() throws HistoryUnavailable, InterruptedException {
    return rest.since("btcusdt", Instant.EPOCH).trades().size();
  }

  private void spoil(RestFault fault) {
    exchange.misbehave(deed -> deed.spoilRest(fault, "aggTrades", 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 418})
  void nothingIsAskedBeforeTheTimeTheExchangeNamed(int status) throws Exception {
    spoil(new RestFault.Status(status, OptionalInt.of(1)));
    assertThatThrownBy(this::trades).isInstanceOf(HistoryUnavailable.class);
    long refused = System.nanoTime();
    assertThat(trades()).isEqualTo(1);
    assertThat(System.nanoTime() - refused).isGreaterThan(Duration.ofMillis(900).toNanos());
    assertThat(exchange.requests()).isEqualTo(2);
  }

  @Test
  void anAnswerThatDoesNotComeIsGivenUp() throws Exception {
    spoil(new RestFault.Silence());
    assertThatThrownBy(this::trades).hasMessageContaining("PT0.5S");
    assertThat(trades()).isEqualTo(1);
  }

  @Test
  void failuresSayThatHistoryCannotBeHadNow() throws Exception {
    spoil(new RestFault.Status(503, OptionalInt.empty()));
    assertThatThrownBy(this::trades).hasMessageContaining("503");
    assertThat(trades()).isEqualTo(1);
  }
}

package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coinpanel.ingestion.exchange.ExchangeClock;
import io.coinpanel.ingestion.exchange.SymbolListing.ListingUnavailableException;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryUnavailableException;
import io.coinpanel.ingestion.exchange.TradeHistory.Priority;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.rest.RestFault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class BinanceRestClientTest {

  private Simulator exchange;
  private BinanceRestClient rest;
  private final AtomicLong now = new AtomicLong();

  @BeforeEach
  void start() throws IOException {
    exchange = Simulator.start(SimulatorSettings.documented().symbols(10));
    rest =
        new BinanceRestClient(
            exchange.restUri(),
            Duration.ofSeconds(2),
            InstantSource.system(),
            now::get,
            new ExchangeClock(InstantSource.system(), now::get),
            new SimpleMeterRegistry());
    exchange.publish("btcusdt", "99");
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  private int trades() throws HistoryUnavailableException, InterruptedException {
    return rest.since("btcusdt", Instant.EPOCH, Priority.GAP).trades().size();
  }

  private void spoil(RestFault fault) {
    exchange.injectFaults(action -> action.failRest(fault, "aggTrades", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "429, 30, 30",
    "418, 7200, 7200",
    "429, 1.5, 1.5",
    "429, , 10",
    "418, soon, 120",
  })
  void sendsNothingBeforeRetryAfter(int status, String header, BigDecimal seconds) {
    spoil(new RestFault.Status(status, header));
    Duration wait = Duration.ofMillis(seconds.movePointRight(3).longValueExact());
    assertThat(retryAfter()).isEqualTo(wait);
    now.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(retryAfter()).isEqualTo(wait.minusMillis(500));
    assertThatThrownBy(() -> rest.trading())
        .isInstanceOfSatisfying(
            ListingUnavailableException.class,
            refused -> assertThat(refused.retryAfter()).isEqualTo(wait.minusMillis(500)));
    assertThat(exchange.requests()).isEqualTo(1);
    now.addAndGet(wait.toNanos());
    assertThatCode(this::trades).doesNotThrowAnyException();
  }

  private Duration retryAfter() {
    return catchThrowableOfType(HistoryUnavailableException.class, this::trades).retryAfter();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "", "[{}]", "[[[["})
  void invalidResponseBecomesHistoryUnavailable(String body) throws Exception {
    spoil(new RestFault.Body(body));
    assertThatThrownBy(this::trades).isInstanceOf(HistoryUnavailableException.class);
    assertThat(trades()).isEqualTo(1);
  }

  @Test
  void compressedAnswersAreRead() throws Exception {
    spoil(new RestFault.Gzip());
    assertThat(trades()).isEqualTo(1);
    assertThat(rest.trading()).hasSize(10);
  }

  @Test
  void symbolsOfAnyScriptHaveHistory() throws Exception {
    exchange.list("币安人生usdt", "1", 0);
    exchange.publish("币安人生usdt", "1");
    assertThat(rest.trading()).anyMatch(symbol -> symbol.name().equals("币安人生usdt"));
    assertThat(rest.since("币安人生usdt", Instant.EPOCH, Priority.GAP).trades().getFirst().firstId())
        .isZero();
  }

  @Test
  void timesOutWithoutAResponse() throws Exception {
    spoil(new RestFault.NoResponse());
    assertThatThrownBy(this::trades).hasMessageContaining("PT2S");
    assertThat(trades()).isEqualTo(1);
  }

  @Test
  void failuresBecomeHistoryUnavailable() throws Exception {
    spoil(new RestFault.Status(503, (String) null));
    assertThatThrownBy(this::trades).hasMessageContaining("503");
    assertThat(trades()).isEqualTo(1);
  }
}

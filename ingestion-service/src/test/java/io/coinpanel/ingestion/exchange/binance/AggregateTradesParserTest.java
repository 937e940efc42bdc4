package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateTradesParserTest {

  private static final String ROW =
      "{\"a\":5,\"p\":\"1.5\",\"q\":\"1\",\"f\":0,\"l\":2,\"T\":7,\"m\":true,\"M\":true}";

  private static HistoryPage page(String body) throws InvalidResponseException {
    return AggregateTradesParser.parse(body.getBytes(StandardCharsets.UTF_8), 2);
  }

  @Test
  void readsRowsAndSkipsUnknownFields() throws Exception {
    HistoryPage page = page("[" + ROW.replace("\"q\":\"1\"", "\"x\":{\"y\":[null]}") + "]");
    assertThat(page)
        .isEqualTo(new HistoryPage(List.of(new AggregateTrade(5, 0, 2, 150_000_000, 7)), true, 6));
  }

  @Test
  void readsNumericPrices() throws Exception {
    assertThat(page("[" + ROW.replace("\"1.5\"", "1.5") + "]").trades().getFirst().price())
        .isEqualTo(150_000_000);
  }

  @Test
  void anAggregateWithoutTradesKeepsItsPlace() throws Exception {
    String empty = "{\"a\":6,\"p\":\"0\",\"q\":\"0\",\"f\":-1,\"l\":-1,\"T\":8}";
    assertThat(page("[" + ROW + "," + empty + "]").trades())
        .extracting(AggregateTrade::aggregateId, AggregateTrade::lastId)
        .containsExactly(tuple(5L, 2L), tuple(6L, -1L));
  }

  @Test
  void idsMayBeginAgain() throws Exception {
    String relisted = "{\"a\":0,\"p\":\"2\",\"q\":\"1\",\"f\":0,\"l\":0,\"T\":9}";
    assertThat(page("[" + ROW + "," + relisted + "]").nextAggregateId()).isEqualTo(1);
  }

  @Test
  void emptyListIsAnEmptyPage() throws Exception {
    assertThat(page("[]").trades()).isEmpty();
    assertThat(page("[]").isLast()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "1",
        "[null]",
        "[1]",
        "[[]]",
        "[{}]",
        "[{\"a\":5,\"p\":\"1.5\",\"f\":0,\"l\":2,\"T\":7}",
        "[] x",
        "[{\"p\":\"1.5\",\"f\":0,\"l\":2,\"T\":7}]",
        "[{\"a\":null,\"p\":\"1.5\",\"f\":0,\"l\":2,\"T\":7}]",
        "[{\"a\":5,\"p\":null,\"f\":0,\"l\":2,\"T\":7}]",
        "[{\"a\":5,\"p\":\"0\",\"f\":0,\"l\":2,\"T\":7}]",
        "[{\"a\":5,\"p\":\"-1\",\"f\":0,\"l\":2,\"T\":7}]",
        "[{\"a\":5,\"p\":1e999999999,\"f\":0,\"l\":2,\"T\":7}]",
        "[{\"a\":5,\"p\":\"1.5\",\"f\":3,\"l\":2,\"T\":7}]",
        "[{\"a\":5,\"p\":\"1.5\",\"f\":-1,\"l\":0,\"T\":7}]",
        "[{\"a\":5,\"p\":\"1.5\",\"f\":0,\"l\":2.5,\"T\":7}]",
        "[{\"a\":5,\"p\":\"1.5\",\"f\":0,\"l\":99999999999999999999,\"T\":7}]",
        "[{\"a\":5,\"p\":\"1.5\",\"f\":0,\"l\":2,\"T\":\"7\"}]",
        "[{\"a\":5,\"p\":\"1\",\"f\":0,\"l\":2,\"T\":7},{\"a\":5,\"p\":\"1\",\"f\":3,\"l\":3,\"T\":7}]",
        "[{\"a\":5,\"p\":\"1\",\"f\":0,\"l\":2,\"T\":7},{\"a\":6,\"p\":\"1\",\"f\":2,\"l\":3,\"T\":7}]",
      })
  void anythingElseIsUnusableAsAWhole(String body) {
    assertThatThrownBy(() -> page(body)).isInstanceOf(InvalidResponseException.class);
  }

  @Test
  void deepNestingAndHugeNumbersAreUnusable() {
    assertThatThrownBy(() -> page("[".repeat(100_000)))
        .isInstanceOf(InvalidResponseException.class);
    assertThatThrownBy(() -> page("[" + "9".repeat(100_000) + "]"))
        .isInstanceOf(InvalidResponseException.class);
  }
}

package io.coinpanel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.stream.ConnectionView;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ManySymbolsTest {

  private static final int SYMBOLS = 1500;
  private static final int STREAMS_OF_A_CONNECTION = 1024;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @Test
  void subscribingAllSymbolsViolatesNoExchangeLimit() throws Exception {
    try (TestSystem panel =
            TestSystem.start("--coinpanel.webserver.max-commands-per-second=100000");
        TestClient first = panel.connect();
        TestClient second = panel.connect()) {
      List<String> symbols = symbols(panel);
      List<String> firstIds = subscribe(first, symbols.subList(0, SYMBOLS / 2));
      List<String> secondIds = subscribe(second, symbols.subList(SYMBOLS / 2, SYMBOLS));
      Eventually.within(DEADLINE, () -> streams(panel) == SYMBOLS);
      assertThat(panel.exchange().connections())
          .allSatisfy(
              open -> assertThat(open.streams()).hasSizeLessThanOrEqualTo(STREAMS_OF_A_CONNECTION));

      unsubscribe(first, firstIds);
      unsubscribe(second, secondIds);
      Eventually.within(DEADLINE, () -> streams(panel) == 0);
      assertThat(panel.exchange().violations()).isEmpty();
    }
  }

  private static List<String> subscribe(TestClient client, List<String> symbols) {
    symbols.forEach(symbol -> client.send(Map.of("symbol", symbol, "threshold", "1")));
    List<String> ids = new ArrayList<>();
    int active = 0;
    while (ids.size() < symbols.size() || active < symbols.size()) {
      JsonNode message = client.next();
      switch (message.path("type").asString()) {
        case "subscribed" -> ids.add(message.path("subscription").path("id").asString());
        case "active" -> active++;
        default -> throw new AssertionError(message.toString());
      }
    }
    return ids;
  }

  private static void unsubscribe(TestClient client, List<String> ids) {
    ids.forEach(id -> client.send(Map.of("type", "unsubscribe", "subscription_id", id)));
  }

  private static long streams(TestSystem panel) {
    return panel.exchange().connections().stream()
        .map(ConnectionView::streams)
        .mapToLong(Set::size)
        .sum();
  }

  private static List<String> symbols(TestSystem panel) throws SQLException {
    List<String> names = new ArrayList<>();
    try (var connection = panel.database().dataSource().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select name from symbol where trading order by name limit " + SYMBOLS)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }
}

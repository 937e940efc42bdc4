package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.systemtests.CoinPanelCommand;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Both webservers are replaced, one after the other, under a person who runs {@code watch}. */
class RollingRestartTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SoakDatabase database;
  private JdbcClient rows;
  private List<WebserverProcess> webservers;
  private LoadBalancer loadBalancer;
  private Process watch;
  private Path told;

  @BeforeEach
  void start() throws IOException {
    database = SoakDatabase.withOneSymbol();
    rows = database.rows();
    webservers =
        List.of(
            WebserverProcess.start("first", database.jdbcUrl(), "160m"),
            WebserverProcess.start("second", database.jdbcUrl(), "160m"));
    awaitReady();
    loadBalancer = new LoadBalancer(webservers);
    told = Files.createTempFile("watch", ".json");
    watch = watch();
  }

  private Process watch() throws IOException {
    return new ProcessBuilder(
            CoinPanelCommand.words(
                false,
                "watch",
                "btcusdt",
                "1",
                "--json",
                "--url=ws://localhost:" + loadBalancer.port() + "/ws"))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(told.toFile())
        .start();
  }

  private void awaitReady() {
    webservers.forEach(webserver -> webserver.awaitReady(TIMEOUT));
  }

  @AfterEach
  void stop() throws IOException {
    watch.destroyForcibly();
    loadBalancer.close();
    webservers.forEach(WebserverProcess::close);
    database.close();
    Files.delete(told);
  }

  @Test
  void losesAndDuplicatesNothing() throws IOException, InterruptedException {
    Eventually.within(TIMEOUT, () -> count("subscription") == 1);
    for (WebserverProcess webserver : webservers) {
      fire();
      assertThat(webserver.terminate(Duration.ofSeconds(10))).isTrue();
      fire();
      webserver.restart();
      fire();
      awaitReady();
    }
    fire();
    Eventually.passes(TIMEOUT, () -> assertThat(lines()).hasSize(count("notification")));
    assertThat(lines())
        .containsExactlyElementsOf(
            rows.sql("select id::text from notification order by notification.id")
                .query((row, number) -> row.getString(1))
                .list());
    assertThat(count("connection where id in (select owner_id from subscription)")).isOne();
    assertThat(count("subscription")).isOne();
  }

  /** Many at once, so that the end of a webserver falls among them. */
  private void fire() {
    rows.sql(
            "insert into notification (subscription_id, owner_id, trade_id, price,"
                + " previous_price, trade_time, created_at, source)"
                + " select s.id, s.owner_id, n + (select coalesce(max(trade_id), 0)"
                + " from notification), 2, 1, now(), now(), 'live'"
                + " from subscription s, generate_series(1, 500) n")
        .update();
    rows.sql("select pg_notify('notification', '')").query(row -> {});
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(told).stream()
        .map(line -> JSON.readTree(line).get("id").asString())
        .toList();
  }

  private int count(String what) {
    return rows.sql("select count(*) from " + what).query(Integer.class).single();
  }
}

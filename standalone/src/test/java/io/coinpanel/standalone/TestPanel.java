package io.coinpanel.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.panel.DatabaseAddress;
import io.coinpanel.standalone.panel.ExchangeAddress;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Readiness;
import io.coinpanel.standalone.panel.Services;
import io.coinpanel.standalone.panel.ServicesSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Simulated exchange, both services and a database of its own, all real. */
public final class TestPanel implements AutoCloseable {

  private final Parts parts = new Parts();
  private final TestDatabase database;
  private final Simulator exchange;
  private final Services services;

  private TestPanel(List<String> more) throws IOException {
    database = parts.add(TestDatabase.migrated());
    exchange = parts.add(Simulator.start(SimulatorSettings.documented()));
    services =
        parts.add(
            Services.start(
                new ServicesSettings(
                    new DatabaseAddress(
                        database.jdbcUrl(), database.username(), database.password()),
                    0,
                    0,
                    new ExchangeAddress(exchange.webSocketUri(), exchange.restUri()),
                    more)));
  }

  /** Starts it and waits until clients can subscribe. */
  public static TestPanel start(String... more) throws IOException, InterruptedException {
    TestPanel panel = new TestPanel(List.of(more));
    assertThat(Readiness.await(panel.services.port(), Duration.ofSeconds(60))).isTrue();
    return panel;
  }

  public TestDatabase database() {
    return database;
  }

  public Simulator exchange() {
    return exchange;
  }

  public int port() {
    return services.port();
  }

  public URI uri() {
    return URI.create("ws://localhost:" + port() + "/ws");
  }

  public Conversation connect() throws IOException {
    return Conversation.open(uri());
  }

  @Override
  public void close() {
    parts.close();
  }
}

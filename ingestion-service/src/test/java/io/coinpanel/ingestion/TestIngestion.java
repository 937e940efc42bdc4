package io.coinpanel.ingestion;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.simulator.Simulator;
import org.springframework.context.ConfigurableApplicationContext;

/** A running ingestion. */
final class TestIngestion implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private TestIngestion(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static TestIngestion start(TestDatabase database, Simulator exchange, String... more) {
    return new TestIngestion(
        IngestionApplication.builder()
            .properties(more)
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri(),
                "--coinpanel.ingestion.rest-uri=" + exchange.restUri()));
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Override
  public void close() {
    context.close();
  }
}

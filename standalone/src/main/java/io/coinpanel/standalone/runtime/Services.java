package io.coinpanel.standalone.runtime;

import io.coinpanel.ingestion.IngestionApplication;
import io.coinpanel.webserver.WebserverApplication;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Ingestion and webserver, running in this process. */
public final class Services implements AutoCloseable {

  private final ConfigurableApplicationContext ingestion;
  private final ConfigurableApplicationContext webserver;

  private Services(
      ConfigurableApplicationContext ingestion, ConfigurableApplicationContext webserver) {
    this.ingestion = ingestion;
    this.webserver = webserver;
  }

  /** Starts both; they listen when this returns. */
  public static Services start(ServicesSettings settings) {
    ConfigurableApplicationContext ingestion =
        run(IngestionApplication.builder(), settings.ingestionArguments());
    try {
      return new Services(
          ingestion, run(WebserverApplication.builder(), settings.webserverArguments()));
    } catch (RuntimeException e) {
      ingestion.close();
      throw e;
    }
  }

  // The caller shuts the services down in its own order.
  private static ConfigurableApplicationContext run(
      SpringApplicationBuilder builder, List<String> arguments) {
    return builder.registerShutdownHook(false).run(arguments.toArray(String[]::new));
  }

  /** The webserver's port. */
  public int port() {
    return Objects.requireNonNull(
        webserver.getEnvironment().getProperty("local.server.port", Integer.class));
  }

  @Override
  public void close() {
    webserver.close();
    ingestion.close();
  }
}

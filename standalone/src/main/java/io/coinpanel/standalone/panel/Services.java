package io.coinpanel.standalone.panel;

import io.coinpanel.ingestion.IngestionApplication;
import io.coinpanel.webserver.WebserverApplication;
import java.util.ArrayList;
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
    ConfigurableApplicationContext ingestion = ingestion(settings);
    try {
      return new Services(ingestion, webserver(settings));
    } catch (RuntimeException e) {
      ingestion.close();
      throw e;
    }
  }

  private static ConfigurableApplicationContext ingestion(ServicesSettings settings) {
    List<String> arguments = common(settings, settings.ingestionPort());
    ExchangeAddress exchange = settings.exchange();
    if (exchange != null) {
      arguments.add("--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri());
      arguments.add("--coinpanel.ingestion.rest-uri=" + exchange.restUri());
    }
    return run(IngestionApplication.builder(), arguments);
  }

  private static ConfigurableApplicationContext webserver(ServicesSettings settings) {
    List<String> arguments = common(settings, settings.port());
    // Any free port unless one is named: two panels may run side by side.
    arguments.add("--webserver.management-port=${WEBSERVER_MANAGEMENT_PORT:0}");
    return run(WebserverApplication.builder(), arguments);
  }

  private static List<String> common(ServicesSettings settings, int port) {
    List<String> arguments = new ArrayList<>(settings.more());
    arguments.add("--server.port=" + port);
    arguments.add("--spring.datasource.url=" + settings.database().jdbcUrl());
    arguments.add("--spring.datasource.username=" + settings.database().username());
    arguments.add("--spring.datasource.password=" + settings.database().password());
    return arguments;
  }

  // Whoever starts the services ends them, in its own order.
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

package io.coinpanel.standalone.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings for running both services.
 *
 * @param port of the webserver; 0 for any free port
 * @param ingestionPort of ingestion's health and metrics; 0 for any free port
 * @param exchange null for the one configured in the environment, by default the live exchange
 * @param more arguments for both
 */
public record ServicesSettings(
    DatabaseAddress database,
    int port,
    int ingestionPort,
    @Nullable ExchangeAddress exchange,
    List<String> more) {

  /** The arguments of ingestion. */
  public List<String> ingestionArguments() {
    List<String> arguments = common(ingestionPort);
    if (exchange != null) {
      arguments.add("--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri());
      arguments.add("--coinpanel.ingestion.rest-uri=" + exchange.restUri());
    }
    return arguments;
  }

  /** The arguments of the webserver. */
  public List<String> webserverArguments() {
    List<String> arguments = common(port);
    if (exchange != null) {
      arguments.add("--coinpanel.webserver.rest-uri=" + exchange.restUri());
    }
    // Any free port by default, so that two instances can run side by side.
    arguments.add("--coinpanel.webserver.management-port=${WEBSERVER_MANAGEMENT_PORT:0}");
    return arguments;
  }

  private List<String> common(int serverPort) {
    List<String> arguments = new ArrayList<>(more);
    arguments.add("--server.port=" + serverPort);
    arguments.add("--spring.datasource.url=" + database.jdbcUrl());
    arguments.add("--spring.datasource.username=" + database.username());
    arguments.add("--spring.datasource.password=" + database.password());
    return arguments;
  }
}

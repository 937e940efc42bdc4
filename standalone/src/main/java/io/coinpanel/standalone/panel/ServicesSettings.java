package io.coinpanel.standalone.panel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the two services are run.
 *
 * @param port of the webserver; 0 takes a free one
 * @param ingestionPort of ingestion's health and metrics; 0 takes a free one
 * @param exchange null for the one of the environment, or else the live one
 * @param more arguments for both
 */
public record ServicesSettings(
    DatabaseAddress database,
    int port,
    int ingestionPort,
    @Nullable ExchangeAddress exchange,
    List<String> more) {}

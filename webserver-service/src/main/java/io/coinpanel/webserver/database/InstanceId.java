package io.coinpanel.webserver.database;

import java.util.UUID;

/** This process's id in the tables. */
public record InstanceId(UUID id) {}

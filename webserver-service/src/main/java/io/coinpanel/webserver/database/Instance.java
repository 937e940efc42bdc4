package io.coinpanel.webserver.database;

import java.util.UUID;

/** This process's name in the tables. */
public record Instance(UUID id) {}

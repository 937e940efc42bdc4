package io.coinpanel.database;

import java.util.Locale;

/**
 * The roles that a database may have for its owner and the services; each one's password is its
 * name.
 */
public enum TestRole {
  OWNER,
  INGESTION,
  WEBSERVER;

  public String username() {
    return "coinpanel_" + name().toLowerCase(Locale.ROOT);
  }

  public String password() {
    return username();
  }
}

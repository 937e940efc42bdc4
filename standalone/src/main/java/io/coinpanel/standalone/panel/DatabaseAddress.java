package io.coinpanel.standalone.panel;

/** Where a database is, and who may use it. */
public record DatabaseAddress(String jdbcUrl, String username, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return jdbcUrl;
  }
}

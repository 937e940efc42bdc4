package io.coinpanel.standalone.runtime;

/** Database URL and credentials. */
public record DatabaseAddress(String jdbcUrl, String username, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return jdbcUrl;
  }
}

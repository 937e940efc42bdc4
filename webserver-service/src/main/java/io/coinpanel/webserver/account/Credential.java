package io.coinpanel.webserver.account;

/** What an account was identified by; never contains a secret. */
public sealed interface Credential {

  /** An API key by its public part. */
  record ApiKey(String id) implements Credential {}

  /** A session of the page by its row. */
  record Session(long id) implements Credential {}

  /** A token of the identity provider. */
  record Jwt(String subject) implements Credential {}

  /** None: the client is on the machine itself. */
  record Local() implements Credential {}
}

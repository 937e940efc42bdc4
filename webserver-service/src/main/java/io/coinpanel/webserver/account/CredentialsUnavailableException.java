package io.coinpanel.webserver.account;

import org.springframework.security.core.AuthenticationException;

/** A credential cannot be checked now: the database or identity provider is unreachable. */
final class CredentialsUnavailableException extends AuthenticationException {

  CredentialsUnavailableException(Throwable cause) {
    super("credentials cannot be checked right now", cause);
  }
}

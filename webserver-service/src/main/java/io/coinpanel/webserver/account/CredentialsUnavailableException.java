package io.coinpanel.webserver.account;

import org.springframework.security.core.AuthenticationException;

/** Whether a credential is good cannot be told now: the database or identity provider is away. */
final class CredentialsUnavailableException extends AuthenticationException {

  CredentialsUnavailableException(Throwable cause) {
    super("credentials cannot be checked now", cause);
  }
}

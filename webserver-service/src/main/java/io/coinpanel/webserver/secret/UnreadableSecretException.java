package io.coinpanel.webserver.secret;

/** A stored secret cannot be decrypted. */
public final class UnreadableSecretException extends Exception {

  UnreadableSecretException(String message) {
    super(message);
  }

  UnreadableSecretException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.secret.RandomToken;
import io.coinpanel.webserver.secret.Sha256;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The resume token: 256 random bits. Only its hash is stored. */
record ResumeToken(String text) {

  static ResumeToken random(SecureRandom random) {
    return new ResumeToken(RandomToken.of(random));
  }

  /** {@link #hash} in hexadecimal. */
  String hexHash() {
    return HexFormat.of().formatHex(hash());
  }

  /** SHA-256. */
  byte[] hash() {
    return Sha256.of(text);
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "Token";
  }
}

package io.coinpanel.webserver.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The secret by which a client is known again: 256 random bits. Only its hash is stored. */
record Token(String text) {

  private static final int BYTES = 32;

  static Token random(SecureRandom random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** {@link #hash} in hexadecimal. */
  String hexHash() {
    return HexFormat.of().formatHex(hash());
  }

  /** SHA-256. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Not the token, which is a secret. */
  @Override
  public String toString() {
    return "Token";
  }
}

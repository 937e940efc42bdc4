package io.coinpanel.webserver.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The resume token: 256 random bits. Only its hash is stored. */
record ResumeToken(String text) {

  private static final int BYTES = 32;

  static ResumeToken random(SecureRandom random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return new ResumeToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
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
      throw new IllegalStateException("SHA-256 is always available", e);
    }
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "Token";
  }
}

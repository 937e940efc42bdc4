package io.coinpanel.webserver.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Tokens of connections, sessions and links: 256 random bits. */
public final class RandomToken {

  private static final int BYTES = 32;

  private RandomToken() {}

  public static String of(SecureRandom random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}

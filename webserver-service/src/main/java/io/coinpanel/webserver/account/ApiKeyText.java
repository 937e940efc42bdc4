package io.coinpanel.webserver.account;

import io.coinpanel.webserver.secret.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its owner has it: {@code cp_<id>_<secret>}.
 *
 * @param id may be logged
 */
record ApiKeyText(String id, String secret) {

  private static final String PREFIX = "cp_";
  private static final Pattern FORM =
      Pattern.compile(PREFIX + "([A-Za-z0-9_-]{8})_([A-Za-z0-9_-]{32})");
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 8;
  private static final int SECRET_LENGTH = 32;

  static ApiKeyText random(SecureRandom random) {
    return new ApiKeyText(letters(random, ID_LENGTH), letters(random, SECRET_LENGTH));
  }

  private static String letters(SecureRandom random, int length) {
    StringBuilder letters = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }

  static Optional<ApiKeyText> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new ApiKeyText(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** Whether the text is meant to be an API key rather than a JWT. */
  static boolean isOne(String text) {
    return text.startsWith(PREFIX);
  }

  byte[] secretHash() {
    return Sha256.of(secret);
  }

  /** The whole key, to be shown once. */
  String reveal() {
    return PREFIX + id + "_" + secret;
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return PREFIX + id;
  }
}

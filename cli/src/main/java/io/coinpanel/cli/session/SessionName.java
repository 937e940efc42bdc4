package io.coinpanel.cli.session;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A session name: letters, digits, '.', '-' and '_', at most 80. */
public record SessionName(String text) {

  private static final int LONGEST = 80;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,79}");

  public SessionName {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("invalid session name: " + text);
    }
  }

  /** Empty for what cannot be one. */
  public static Optional<SessionName> parse(String text) {
    return NAME.matcher(text).matches() ? Optional.of(new SessionName(text)) : Optional.empty();
  }

  /**
   * Builds a name from parts; invalid characters become underscores, and the end of a long name a
   * hash, so that names differ as their parts do.
   */
  public static SessionName of(String... parts) {
    String joined = String.join("-", parts).replaceAll("[^A-Za-z0-9._-]", "_");
    if (joined.length() <= LONGEST) {
      return new SessionName(joined);
    }
    String hash = HexFormat.of().toHexDigits(joined.hashCode());
    return new SessionName(joined.substring(0, LONGEST - hash.length() - 1) + "-" + hash);
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.coinpanel.cli.session;

import java.util.Optional;
import java.util.regex.Pattern;

/** A session name: letters, digits, '.', '-' and '_', at most 80. */
public record SessionName(String text) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,79}");

  public SessionName {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("no session name: " + text);
    }
  }

  /** Empty for what cannot be one. */
  public static Optional<SessionName> parse(String text) {
    return NAME.matcher(text).matches() ? Optional.of(new SessionName(text)) : Optional.empty();
  }

  /** Builds a name from parts; invalid characters become underscores. */
  public static SessionName of(String... parts) {
    String joined = String.join("-", parts).replaceAll("[^A-Za-z0-9._-]", "_");
    return new SessionName(joined.substring(0, Math.min(joined.length(), 80)));
  }

  @Override
  public String toString() {
    return text;
  }
}

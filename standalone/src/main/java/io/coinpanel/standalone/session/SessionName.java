package io.coinpanel.standalone.session;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a session is called: letters, digits, points, dashes and underscores, 80 at most. */
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

  /** One that says what it is made of; what a name cannot hold becomes an underscore. */
  public static SessionName of(String... parts) {
    String joined = String.join("-", parts).replaceAll("[^A-Za-z0-9._-]", "_");
    return new SessionName(joined.substring(0, Math.min(joined.length(), 80)));
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.coinpanel.cli.terminal;

import java.util.Locale;
import java.util.Map;

/** Color mode. */
public enum Color {
  AUTO,
  ALWAYS,
  NEVER;

  /**
   * Whether a stream is colored.
   *
   * @param terminal whether it goes to one
   * @param environment where NO_COLOR (https://no-color.org) and TERM are looked up
   */
  boolean isFor(boolean terminal, Map<String, String> environment) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !environment.getOrDefault("TERM", "").equals("dumb");
    };
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For how long a chat is muted, as people write it. */
final class MuteTime {

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,5}) ?(m|min|h|d)");
  private static final Duration LONGEST = Duration.ofDays(30);

  private MuteTime() {}

  /** From a minute to 30 days; empty if it is something else. */
  static Optional<Duration> parse(String text) {
    Matcher time = SYNTAX.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    int count = Integer.parseInt(time.group(1));
    Duration length =
        switch (time.group(2)) {
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofMinutes(count);
        };
    return Optional.of(length).filter(any -> any.isPositive() && any.compareTo(LONGEST) <= 0);
  }
}

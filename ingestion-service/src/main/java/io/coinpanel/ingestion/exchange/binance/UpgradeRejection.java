package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.exceptions.IncompleteHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response that rejects a WebSocket handshake.
 *
 * @param retryAfter its header, null if there was none
 */
record UpgradeRejection(int status, @Nullable String retryAfter) {

  private static final int SWITCHING = 101;
  private static final int TOO_MANY = 429;
  private static final int BANNED = 418;
  private static final Duration TOO_MANY_PAUSE = Duration.ofSeconds(10);
  // The exchange's shortest ban.
  private static final Duration BAN = Duration.ofMinutes(2);
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})\\b");
  private static final Pattern RETRY_AFTER =
      Pattern.compile("(?im)^retry-after:[ \t]*([^\r\n]*)\r?$");

  /**
   * Parses the response to a handshake; empty if accepted.
   *
   * @throws IncompleteHandshakeException if the headers of a rejection are incomplete
   */
  static Optional<UpgradeRejection> parse(ByteBuffer answer) {
    String head = ISO_8859_1.decode(answer).toString();
    Matcher line = STATUS.matcher(head);
    if (!line.lookingAt() || Integer.parseInt(line.group(1)) == SWITCHING) {
      return Optional.empty();
    }
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IncompleteHandshakeException();
    }
    Matcher header = RETRY_AFTER.matcher(head.substring(0, end));
    return Optional.of(
        new UpgradeRejection(
            Integer.parseInt(line.group(1)), header.find() ? header.group(1) : null));
  }

  /** How long the exchange asks to wait; empty if unspecified. */
  Optional<Duration> pause(Instant now) {
    Duration fallback =
        switch (status) {
          case TOO_MANY -> TOO_MANY_PAUSE;
          case BANNED -> BAN;
          default -> Duration.ZERO;
        };
    return Optional.of(RetryAfter.parse(retryAfter, now, fallback)).filter(Duration::isPositive);
  }
}

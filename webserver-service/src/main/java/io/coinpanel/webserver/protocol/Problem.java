package io.coinpanel.webserver.protocol;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an HTTP request failed, as {@code application/problem+json} (RFC 9457).
 *
 * @param status the HTTP status
 * @param field the field, parameter or header it is about; null if it is not about one
 * @param retryAfter when to try again; null if that would not help
 */
public record Problem(
    int status,
    ErrorCode code,
    String detail,
    @Nullable String field,
    @Nullable Duration retryAfter) {

  public static final String CONTENT_TYPE = "application/problem+json";

  private static final int BAD_REQUEST = 400;
  private static final Duration SOON = Duration.ofSeconds(1);

  /** A problem with the usual status of its code. */
  public static Problem of(ErrorCode code, String detail) {
    return of(code, detail, null);
  }

  /** As {@link #of(ErrorCode, String)}, about a field of the body. */
  public static Problem of(ErrorCode code, String detail, @Nullable String field) {
    Duration retryAfter =
        code == ErrorCode.RATE_LIMITED || code == ErrorCode.UNAVAILABLE ? SOON : null;
    return new Problem(status(code), code, detail, field, retryAfter);
  }

  /** An invalid field of the body, whose name begins the detail. */
  public static Problem ofField(String field, String detail) {
    return of(ErrorCode.INVALID_MESSAGE, field + ": " + detail, field);
  }

  /** An invalid parameter or header. */
  public static Problem ofParameter(ErrorCode code, String detail, String parameter) {
    return new Problem(BAD_REQUEST, code, detail, parameter, null);
  }

  /** An invalid body. */
  public static Problem of(InvalidCommandException invalid) {
    return of(invalid.code(), invalid.reason(), invalid.field());
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case INVALID_JSON -> BAD_REQUEST;
      case INVALID_MESSAGE, UNKNOWN_TYPE, INVALID_SYMBOL, INVALID_THRESHOLD, UNKNOWN_DESTINATION ->
          422;
      case INVALID_TOKEN, UNAUTHORIZED -> 401;
      case FORBIDDEN -> 403;
      case UNKNOWN_SUBSCRIPTION, NOT_FOUND -> 404;
      case CONFLICT, LIMIT_EXCEEDED -> 409;
      case PRECONDITION_FAILED -> 412;
      case RATE_LIMITED -> 429;
      case UNAVAILABLE -> 503;
    };
  }

  /** The same, with another time to try again. */
  public Problem after(Duration wait) {
    return new Problem(status, code, detail, field, wait);
  }

  /** {@link #retryAfter} as the header has it: whole seconds, at least one. */
  public String retryAfterSeconds() {
    return Long.toString(Math.max(1, Objects.requireNonNull(retryAfter).toSeconds()));
  }

  public ProblemException toException() {
    return new ProblemException(this);
  }

  /** Its body, in UTF-8. */
  public byte[] encode(String title) {
    JsonWriter json =
        new JsonWriter()
            .begin()
            .rawText("type", "about:blank")
            .text("title", title)
            .number("status", status)
            .text("detail", detail)
            .rawText("code", code.wireName());
    if (field != null) {
      json.text("field", field);
    }
    return json.end().bytes();
  }
}

package io.coinpanel.webserver.protocol;

import io.coinpanel.model.InvalidConditionException;
import org.jspecify.annotations.Nullable;

/** A field of a command or of a request body is invalid. */
public final class InvalidCommandException extends Exception {

  private final transient ErrorCode code;
  private final @Nullable String field;
  private final String reason;

  InvalidCommandException(ErrorCode code, String reason) {
    this(code, null, reason);
  }

  InvalidCommandException(ErrorCode code, @Nullable String field, String reason) {
    super(reason, null, false, false);
    this.code = code;
    this.field = field;
    this.reason = reason;
  }

  static InvalidCommandException invalid(String field, String what) {
    return new InvalidCommandException(ErrorCode.INVALID_MESSAGE, field, field + " " + what);
  }

  static InvalidCommandException of(InvalidConditionException invalid) {
    return new InvalidCommandException(
        ErrorCode.of(invalid.code()), invalid.field(), invalid.reason());
  }

  public ErrorCode code() {
    return code;
  }

  /** The field; null if it is not about one. */
  public @Nullable String field() {
    return field;
  }

  public String reason() {
    return reason;
  }
}

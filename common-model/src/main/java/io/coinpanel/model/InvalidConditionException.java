package io.coinpanel.model;

/** A parameter of a condition is invalid, or cannot be combined with the others. */
public final class InvalidConditionException extends Exception {

  /** Its code on the wire. */
  public enum Code implements WireEnum {
    /** A price that is missing or cannot be one. */
    INVALID_THRESHOLD,
    /** Anything else. */
    INVALID_MESSAGE
  }

  private final Code code;
  private final String field;
  private final String reason;

  private InvalidConditionException(Code code, String field, String reason) {
    super(reason, null, false, false);
    this.code = code;
    this.field = field;
    this.reason = reason;
  }

  /** No price where one has to be. */
  static InvalidConditionException price(Parameter parameter) {
    return price(
        parameter,
        "must be a decimal number above 0 and up to "
            + Price.MAX_THRESHOLD
            + " with at most "
            + Price.SCALE
            + " decimals");
  }

  static InvalidConditionException price(Parameter parameter, String what) {
    String name = parameter.wireName();
    return new InvalidConditionException(Code.INVALID_THRESHOLD, name, name + " " + what);
  }

  static InvalidConditionException invalid(Parameter parameter, String what) {
    return invalid(parameter.wireName(), what);
  }

  static InvalidConditionException invalid(String field, String what) {
    return new InvalidConditionException(Code.INVALID_MESSAGE, field, field + " " + what);
  }

  public Code code() {
    return code;
  }

  public String field() {
    return field;
  }

  /** A sentence that begins with the field. */
  public String reason() {
    return reason;
  }
}

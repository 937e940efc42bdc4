package io.coinpanel.webserver.protocol;

import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.WireEnum;

/** Why a command was rejected, as {@code code} of an {@code error} message. */
public enum ErrorCode implements WireEnum {
  /** Not JSON, or not an object. */
  INVALID_JSON,
  /** A field is missing, of the wrong type or out of its range; the message names it. */
  INVALID_MESSAGE,
  /** No such command. */
  UNKNOWN_TYPE,
  /** A symbol that is unknown or not trading. */
  INVALID_SYMBOL,
  /** A price parameter that is missing, not a number, or outside what a price can be. */
  INVALID_THRESHOLD,
  /** No subscription of this owner. */
  UNKNOWN_SUBSCRIPTION,
  /** No destination of this account. */
  UNKNOWN_DESTINATION,
  /** Something else that is not there. */
  NOT_FOUND,
  /** An invalid or expired token. */
  INVALID_TOKEN,
  /** Only for accounts, and nobody is signed in. */
  UNAUTHORIZED,
  /** The credential lacks the scope for it. */
  FORBIDDEN,
  /** Another live subscription of the owner has these terms. */
  CONFLICT,
  /** It has another revision by now. */
  PRECONDITION_FAILED,
  /** More subscriptions than an owner may have. */
  LIMIT_EXCEEDED,
  /** More commands than an owner may send in a second. */
  RATE_LIMITED,
  /** Nothing was stored; try again. */
  UNAVAILABLE;

  /** The code of an invalid condition. */
  public static ErrorCode of(InvalidConditionException.Code code) {
    return switch (code) {
      case INVALID_THRESHOLD -> INVALID_THRESHOLD;
      case INVALID_MESSAGE -> INVALID_MESSAGE;
    };
  }
}

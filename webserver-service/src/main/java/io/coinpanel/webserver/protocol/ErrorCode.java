package io.coinpanel.webserver.protocol;

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
  /** A threshold that is missing, not a number, or outside what a price can be. */
  INVALID_THRESHOLD,
  /** No subscription of this connection. */
  UNKNOWN_SUBSCRIPTION,
  /** A token that resumes nothing. */
  INVALID_TOKEN,
  /** More subscriptions than one connection may have. */
  LIMIT_EXCEEDED,
  /** More commands than one connection may send in a second. */
  RATE_LIMITED,
  /** Nothing was stored; try again. */
  UNAVAILABLE
}

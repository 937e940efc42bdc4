package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;

/** Paging and ids in URLs. */
final class Page {

  private static final int MAX = 1_000;

  private Page() {}

  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX) {
      throw Problem.ofField("limit", "must be from 1 to " + MAX).toException();
    }
  }

  /** What is no id is no account's either. */
  static long accountId(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.of(ErrorCode.NOT_FOUND, "no such account").toException();
    }
  }

  /** After which account a page begins; zero for the first. */
  static long after(String text) {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.ofField("after", "must be an id").toException();
    }
  }
}

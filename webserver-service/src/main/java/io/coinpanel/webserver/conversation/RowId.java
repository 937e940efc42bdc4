package io.coinpanel.webserver.conversation;

import java.util.regex.Pattern;

/** Parses ids sent by clients; anything not in canonical form matches nothing. */
final class RowId {

  /** No row has it. */
  static final long NONE = -1;

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private RowId() {}

  static long parse(String text) {
    return ID.matcher(text).matches() ? Long.parseLong(text) : NONE;
  }
}

package io.coinpanel.webserver.protocol;

import java.util.regex.Pattern;

/** Parses ids sent by clients; anything not in canonical form matches nothing. */
public final class RowId {

  /** No row has it. */
  public static final long NONE = -1;

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private RowId() {}

  public static long parse(String text) {
    return ID.matcher(text).matches() ? Long.parseLong(text) : NONE;
  }
}

package io.coinpanel.webserver.protocol;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Parses ids sent by clients; anything not in canonical form matches nothing. */
public final class RowId {

  /** No row has it. */
  public static final long NONE = -1;

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");

  private RowId() {}

  /**
   * A bound of a page, which need not be the id of a row.
   *
   * @return {@link #NONE} if it is no number
   */
  public static long bound(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return NONE;
    }
    return new BigInteger(text).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  public static long parse(String text) {
    return ID.matcher(text).matches() ? Long.parseLong(text) : NONE;
  }
}

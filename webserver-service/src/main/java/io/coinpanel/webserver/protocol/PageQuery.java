package io.coinpanel.webserver.protocol;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the parameters of paged lists. */
public final class PageQuery {

  public static final int LARGEST = 1_000;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private PageQuery() {}

  /** How many rows are asked for, from 1 to a bound. */
  public static int limit(@Nullable String text, int otherwise, int largest) {
    if (text == null) {
      return otherwise;
    }
    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > largest) {
      throw invalid("limit", "must be a whole number from 1 to " + largest);
    }
    return limit;
  }

  /** An id as a bound, or what stands for none. */
  public static long id(@Nullable String text, String parameter, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    long id = RowId.bound(text);
    if (id == RowId.NONE) {
      throw invalid(parameter, "must be an id");
    }
    return id;
  }

  private static RuntimeException invalid(String parameter, String what) {
    return Problem.ofParameter(ErrorCode.INVALID_MESSAGE, parameter + " " + what, parameter)
        .toException();
  }
}

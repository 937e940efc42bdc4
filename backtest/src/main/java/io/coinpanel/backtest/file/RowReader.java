package io.coinpanel.backtest.file;

import io.coinpanel.model.Price;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the fields of rows from bytes, eight at a time where it can, and allocates nothing. The
 * bytes must end with a line's end, and {@link #PADDING} more bytes must follow it.
 */
final class RowReader {

  /** Bytes that are looked at beyond the end. */
  static final int PADDING = 8;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long ZEROS = 0x3030303030303030L;
  private static final long COMMAS = ',' * ONES;
  private static final long LINE_ENDS = '\n' * ONES;

  private static final int EIGHT_DIGITS = 100_000_000;
  private static final int MOST_DIGITS = 18;
  private static final long MAX_WHOLE = Long.MAX_VALUE / Price.ONE;
  private static final long MAX_FRACTION = Long.MAX_VALUE % Price.ONE;

  private final byte[] bytes;
  private int at;

  RowReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int at() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  /** A line without anything is skipped. */
  boolean isEmptyLine() {
    return bytes[at] == '\n' || (bytes[at] == '\r' && bytes[at + 1] == '\n');
  }

  // -- fields, each with the comma behind it

  /** A whole number. */
  long number(String column) {
    int position = at;
    long value = 0;
    long eight = eight(position);
    while (areDigits(eight)) {
      value = value * EIGHT_DIGITS + digits(eight);
      position += 8;
      eight = eight(position);
      if (position - at > MOST_DIGITS - 8) {
        break;
      }
    }
    int digit = bytes[position] - '0';
    while (isDigit(digit)) {
      value = value * 10 + digit;
      digit = bytes[++position] - '0';
    }
    if (bytes[position] != ',' || position == at || position - at > MOST_DIGITS) {
      throw new MalformedRowException(column + " is not a whole number");
    }
    at = position + 1;
    return value;
  }

  /** Whether the field begins with a minus sign. */
  boolean isNegative() {
    return bytes[at] == '-';
  }

  /** A price, in units. */
  long price() {
    int position = at;
    long whole = 0;
    int digit = bytes[position] - '0';
    while (isDigit(digit) && whole <= MAX_WHOLE) {
      whole = whole * 10 + digit;
      digit = bytes[++position] - '0';
    }
    if (position == at || whole > MAX_WHOLE) {
      throw noPrice();
    }
    long fraction = 0;
    if (bytes[position] == '.') {
      long eight = eight(position + 1);
      if (areDigits(eight) && bytes[position + 9] == ',') {
        fraction = digits(eight);
        position += 9;
      } else {
        int end = fractionEnd(position + 1);
        fraction = fraction(position + 1, end);
        position = end;
      }
    }
    long units = whole * Price.ONE + fraction;
    if (bytes[position] != ',' || (whole == MAX_WHOLE && fraction > MAX_FRACTION)) {
      throw noPrice();
    }
    at = position + 1;
    return units;
  }

  private int fractionEnd(int from) {
    int position = from;
    while (isDigit(bytes[position] - '0')) {
      position++;
    }
    return position;
  }

  private long fraction(int from, int to) {
    long fraction = 0;
    long unit = Price.ONE;
    for (int position = from; position < to; position++) {
      int digit = bytes[position] - '0';
      unit /= 10;
      if (unit == 0 && digit != 0) {
        throw noPrice();
      }
      fraction += digit * unit;
    }
    return fraction;
  }

  static MalformedRowException noPrice() {
    return new MalformedRowException(
        "the price is not a decimal number above 0 and up to "
            + Price.MAX
            + " with at most "
            + Price.SCALE
            + " decimals");
  }

  /** Any field. */
  void skip() {
    int position = at;
    while (true) {
      long eight = eight(position);
      long commas = matches(eight, COMMAS);
      long ends = matches(eight, LINE_ENDS);
      if ((commas | ends) != 0) {
        // The lowest match is exact; those above a match may not be.
        if (ends != 0 && Long.numberOfTrailingZeros(ends) < Long.numberOfTrailingZeros(commas)) {
          throw new MalformedRowException("there are too few columns");
        }
        at = position + Long.numberOfTrailingZeros(commas) / 8 + 1;
        return;
      }
      position += 8;
    }
  }

  /** Whether the field is this text, in upper case. */
  boolean isText(byte[] text) {
    int position = at;
    for (byte letter : text) {
      if (upper(bytes[position++]) != letter) {
        return false;
      }
    }
    return bytes[position] == ',';
  }

  private static int upper(int letter) {
    return letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter;
  }

  /** The rest of the line, with its end. */
  void skipLine() {
    int position = at;
    long ends = matches(eight(position), LINE_ENDS);
    while (ends == 0) {
      position += 8;
      ends = matches(eight(position), LINE_ENDS);
    }
    at = position + Long.numberOfTrailingZeros(ends) / 8 + 1;
  }

  // -- eight bytes at once, the first one lowest

  private long eight(int position) {
    return (long) EIGHT.get(bytes, position);
  }

  /** The high bit of each byte that is the wanted one; those above the first may be wrong. */
  private static long matches(long eight, long wanted) {
    long difference = eight ^ wanted;
    return (difference - ONES) & ~difference & HIGH_BITS;
  }

  private static boolean areDigits(long eight) {
    return ((eight & 0xF0F0F0F0F0F0F0F0L)
            | (((eight + 0x0606060606060606L) & 0xF0F0F0F0F0F0F0F0L) >>> 4))
        == 0x3333333333333333L;
  }

  /** The number of eight digits: pairs, then pairs of pairs, then both halves. */
  private static long digits(long eight) {
    long pairs = eight - ZEROS;
    pairs = pairs * 10 + (pairs >>> 8);
    long low = (pairs & 0x000000FF000000FFL) * (100 + (1_000_000L << 32));
    long high = ((pairs >>> 16) & 0x000000FF000000FFL) * (1 + (10_000L << 32));
    return (low + high) >>> 32;
  }

  private static boolean isDigit(int digit) {
    return digit >= 0 && digit <= 9;
  }
}

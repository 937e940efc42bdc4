package io.coinpanel.backtest.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the columns of a file are. */
enum FileFormat {
  /** The exchange's {@code trades}: a row for each. */
  TRADES,
  /** The exchange's {@code aggTrades}: a row for the trades of one taker order at one price. */
  AGGREGATES,
  /** Trades of several symbols, the symbol first. */
  RECORDED;

  private static final int BUYER_OF_TRADES = 5;
  private static final int BUYER_OF_AGGREGATES = 6;

  /** Whether a line names the columns. */
  static boolean isHeader(byte[] buffer, int from, int to) {
    String[] fields = fields(buffer, from, to);
    return fields.length > 1 && !isNumber(fields[1]);
  }

  /**
   * Tells the format by a row, from where it says whether the buyer was the maker.
   *
   * @throws MalformedRowException if it is none of them
   */
  static FileFormat of(byte[] buffer, int from, int to) {
    String[] fields = fields(buffer, from, to);
    if (isBoolean(fields, BUYER_OF_AGGREGATES) && !isBoolean(fields, BUYER_OF_TRADES)) {
      return AGGREGATES;
    }
    if (!isBoolean(fields, BUYER_OF_TRADES)) {
      throw new MalformedRowException(
          "the columns are neither those of the exchange's trades"
              + " (id,price,qty,quoteQty,time,isBuyerMaker,isBestMatch) nor of aggTrades"
              + " (id,price,qty,firstId,lastId,time,isBuyerMaker,isBestMatch)");
    }
    return isNumber(fields[0]) ? TRADES : RECORDED;
  }

  private static String[] fields(byte[] buffer, int from, int to) {
    return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1).strip().split(",", -1);
  }

  private static boolean isNumber(String field) {
    return !field.isEmpty() && field.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }

  private static boolean isBoolean(String[] fields, int column) {
    String text = column < fields.length ? fields[column].toLowerCase(Locale.ROOT) : "";
    return text.equals("true") || text.equals("false");
  }
}

package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Parses trade frames, raw or combined, with fields in any order and without allocation. Unknown
 * fields are skipped. Anything else is left to {@link UnreadableTrade} and {@link ControlMessage}.
 * One reader has one of these.
 *
 * <p>Source of the format: Binance, web socket streams, "Trade Streams": {@code
 * {"e":"trade","E":ms,"s":"BTCUSDT","t":id,"p":"price","q":"…","T":ms,"m":bool,"M":bool}}, wrapped
 * as {@code {"stream":"…","data":{…}}} on combined streams.
 */
public final class TradeFrameParser {

  private static final long MAX_WHOLE = Price.MAX.units() / Price.ONE;
  private static final long MAX_FRACTION = Price.MAX.units() % Price.ONE;
  private static final int MAX_EXPONENT = 40;
  private static final int E = 1;
  private static final int S = 1 << 1;
  private static final int T = 1 << 2;
  private static final int P = 1 << 3;
  private static final int TIME = 1 << 4;
  private static final int ALL = E | S | T | P | TIME;
  private static final byte[] TRADE = {'t', 'r', 'a', 'd', 'e'};
  private static final byte[] DATA = {'d', 'a', 't', 'a'};

  private byte[] frame = {};
  private int at;
  private int end;
  private boolean malformed;

  private int symbolFrom;
  private int symbolTo;
  private long id;
  private long price;
  private long time;

  /** Whether the frame is a trade; if so, the getters return its fields. */
  public boolean parse(byte[] bytes, int from, int to) {
    frame = bytes;
    at = from;
    end = to;
    malformed = false;
    return object(0) == ALL && !malformed;
  }

  public int symbolFrom() {
    return symbolFrom;
  }

  public int symbolTo() {
    return symbolTo;
  }

  public long id() {
    return id;
  }

  /** Units of {@link io.coinpanel.model.Price}. */
  public long price() {
    return price;
  }

  /** Epoch milliseconds. */
  public long time() {
    return time;
  }

  /** Parses an object's fields and returns which of the expected ones were present. */
  private int object(int depth) {
    int seen = 0;
    expect('{');
    do {
      int from = string();
      int to = at - 1;
      expect(':');
      seen |= to - from == 1 ? field(frame[from]) : longField(from, to, depth);
    } while (!malformed && accept(','));
    expect('}');
    return seen;
  }

  private int longField(int from, int to, int depth) {
    if (depth == 0 && matches(DATA, from, to)) {
      return object(1);
    }
    skip();
    return 0;
  }

  private int field(byte name) {
    return switch (name) {
      case 'e' -> event();
      case 's' -> symbol();
      case 't' -> {
        id = number();
        yield T;
      }
      case 'p' -> {
        price = stringOrNumber();
        yield P;
      }
      case 'T' -> {
        time = number();
        yield TIME;
      }
      default -> {
        skip();
        yield 0;
      }
    };
  }

  private int event() {
    int from = string();
    return matches(TRADE, from, at - 1) ? E : 0;
  }

  private int symbol() {
    symbolFrom = string();
    symbolTo = at - 1;
    return S;
  }

  /** Skips a string and returns the start of its text; it ends one before {@link #at}. */
  private int string() {
    expect('"');
    int from = at;
    while (at < end && frame[at] != '"') {
      at += frame[at] == '\\' ? 2 : 1;
    }
    at = Math.min(at, end);
    expect('"');
    return from;
  }

  private long number() {
    skipWhitespace();
    int from = at;
    long value = 0;
    while (at < end && isDigit(frame[at])) {
      value = value * 10 + frame[at++] - '0';
    }
    malformed |= at == from || at - from > 18;
    return value;
  }

  private long stringOrNumber() {
    skipWhitespace();
    if (at < end && frame[at] == '"') {
      return price(string(), at - 1);
    }
    int from = at;
    while (at < end && isNumeral(frame[at])) {
      at++;
    }
    return price(from, at);
  }

  private long price(int from, int to) {
    long whole = 0;
    int read = from;
    for (; read < to && isDigit(frame[read]) && whole <= MAX_WHOLE; read++) {
      whole = whole * 10 + frame[read] - '0';
    }
    malformed |= read == from;
    long fraction = 0;
    int decimals = 0;
    if (read < to && frame[read] == '.') {
      for (read++;
          read < to && isDigit(frame[read]) && decimals < Price.SCALE;
          read++, decimals++) {
        fraction = fraction * 10 + frame[read] - '0';
      }
      while (read < to && frame[read] == '0') {
        read++;
      }
    }
    for (; decimals < Price.SCALE; decimals++) {
      fraction *= 10;
    }
    if (read < to && (frame[read] == 'e' || frame[read] == 'E')) {
      return exponential(from, to);
    }
    malformed |= read != to || whole > MAX_WHOLE || (whole == MAX_WHOLE && fraction > MAX_FRACTION);
    // No trade has price zero; it is sent where the price is unknown.
    malformed |= whole == 0 && fraction == 0;
    return malformed ? 0 : whole * Price.ONE + fraction;
  }

  /** As some writers of JSON spell small numbers. Rare enough for an object. */
  private long exponential(int from, int to) {
    if (!malformed && to - from <= MAX_EXPONENT) {
      try {
        BigDecimal number = new BigDecimal(new String(frame, from, to - from, ISO_8859_1));
        long units = Price.of(number).map(Price::units).orElse(0L);
        malformed |= units == 0;
        return units;
      } catch (NumberFormatException garbage) {
        // Broken, as below.
      }
    }
    malformed = true;
    return 0;
  }

  /** Skips a value, however deeply nested. */
  private void skip() {
    skipWhitespace();
    int from = at;
    int depth = 0;
    while (at < end) {
      byte letter = frame[at];
      if (letter == '"') {
        string();
        continue;
      }
      if (depth == 0 && (letter == ',' || letter == '}')) {
        break;
      }
      if (letter == '{' || letter == '[') {
        depth++;
      } else if (letter == '}' || letter == ']') {
        depth--;
      }
      at++;
    }
    malformed |= at == from || depth != 0;
  }

  private boolean matches(byte[] text, int from, int to) {
    return !malformed && Arrays.equals(text, 0, text.length, frame, from, to);
  }

  private boolean accept(char wanted) {
    skipWhitespace();
    if (at < end && frame[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (malformed || !accept(wanted)) {
      malformed = true;
      at = end;
    }
  }

  private void skipWhitespace() {
    while (at < end
        && (frame[at] == ' ' || frame[at] == '\n' || frame[at] == '\r' || frame[at] == '\t')) {
      at++;
    }
  }

  private static boolean isNumeral(byte letter) {
    return isDigit(letter)
        || letter == '.'
        || letter == '-'
        || letter == '+'
        || letter == 'e'
        || letter == 'E';
  }

  private static boolean isDigit(byte letter) {
    return letter >= '0' && letter <= '9';
  }
}

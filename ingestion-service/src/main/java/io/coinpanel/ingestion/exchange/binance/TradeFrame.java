package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.model.Price;
import java.util.Arrays;

/**
 * Reads trade frames, raw or combined, in any order of fields and without an object per frame. What
 * it does not know it leaves to {@link ControlFrame}. One reader has one of these.
 *
 * <p>Source of the format: Binance, web socket streams, "Trade Streams": {@code
 * {"e":"trade","E":ms,"s":"BTCUSDT","t":id,"p":"price","q":"…","T":ms,"m":bool,"M":bool}}, wrapped
 * as {@code {"stream":"…","data":{…}}} on combined streams.
 */
final class TradeFrame {

  private static final long MOST_WHOLE = 92_233_720_368L;
  private static final int SCALE = 8;
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
  private boolean broken;

  private int symbolFrom;
  private int symbolTo;
  private long id;
  private long price;
  private long time;

  /** Whether the frame is a trade; then the getters tell of it. */
  boolean read(byte[] bytes, int from, int to) {
    frame = bytes;
    at = from;
    end = to;
    broken = false;
    return object(0) == ALL && !broken;
  }

  int symbolFrom() {
    return symbolFrom;
  }

  int symbolTo() {
    return symbolTo;
  }

  long id() {
    return id;
  }

  /** Units of {@link io.coinpanel.model.Price}. */
  long price() {
    return price;
  }

  /** Epoch milliseconds. */
  long time() {
    return time;
  }

  /** Reads an object's fields, and answers which of the wanted ones there were. */
  private int object(int depth) {
    int seen = 0;
    expect('{');
    do {
      int from = string();
      int to = at - 1;
      expect(':');
      seen |= to - from == 1 ? field(frame[from]) : longField(from, to, depth);
    } while (!broken && accept(','));
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
        yield id > 0 ? T : 0;
      }
      case 'p' -> {
        price = price(string(), at - 1);
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

  /** Moves behind a string and answers where its text begins; it ends one before {@link #at}. */
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
    blanks();
    int from = at;
    long value = 0;
    while (at < end && isDigit(frame[at])) {
      value = value * 10 + frame[at++] - '0';
    }
    broken |= at == from || at - from > 18;
    return value;
  }

  private long price(int from, int to) {
    long whole = 0;
    int read = from;
    for (; read < to && isDigit(frame[read]) && whole <= MOST_WHOLE; read++) {
      whole = whole * 10 + frame[read] - '0';
    }
    broken |= read == from;
    long fraction = 0;
    int decimals = 0;
    if (read < to && frame[read] == '.') {
      for (read++; read < to && isDigit(frame[read]) && decimals < SCALE; read++, decimals++) {
        fraction = fraction * 10 + frame[read] - '0';
      }
      while (read < to && frame[read] == '0') {
        read++;
      }
    }
    for (; decimals < SCALE; decimals++) {
      fraction *= 10;
    }
    broken |= read != to || whole > MOST_WHOLE || (whole == MOST_WHOLE && fraction > 0);
    broken |= whole == 0 && fraction == 0;
    return broken ? 0 : whole * Price.ONE + fraction;
  }

  /** Moves behind a value that nobody asked for. Nested ones are no part of a trade. */
  private void skip() {
    blanks();
    if (at < end && frame[at] == '"') {
      string();
      return;
    }
    int from = at;
    while (at < end && frame[at] != ',' && frame[at] != '}') {
      broken |= frame[at] == '{' || frame[at] == '[';
      at++;
    }
    broken |= at == from;
  }

  private boolean matches(byte[] text, int from, int to) {
    return !broken && Arrays.equals(text, 0, text.length, frame, from, to);
  }

  private boolean accept(char wanted) {
    blanks();
    if (at < end && frame[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (broken || !accept(wanted)) {
      broken = true;
      at = end;
    }
  }

  private void blanks() {
    while (at < end
        && (frame[at] == ' ' || frame[at] == '\n' || frame[at] == '\r' || frame[at] == '\t')) {
      at++;
    }
  }

  private static boolean isDigit(byte letter) {
    return letter >= '0' && letter <= '9';
  }
}

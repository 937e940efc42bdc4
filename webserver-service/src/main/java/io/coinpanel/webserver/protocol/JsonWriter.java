package io.coinpanel.webserver.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes JSON objects in UTF-8; names and prices need no escaping. */
final class JsonWriter {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final char FIRST_BEYOND_ASCII = 0x80;

  private byte[] json = new byte[512];
  private int size;
  private boolean first = true;

  JsonWriter begin() {
    put('{');
    first = true;
    return this;
  }

  JsonWriter end() {
    put('}');
    first = false;
    return this;
  }

  JsonWriter beginArray(String name) {
    name(name);
    put('[');
    first = true;
    return this;
  }

  JsonWriter endArray() {
    put(']');
    first = false;
    return this;
  }

  /** Before an object that is an element of an array. */
  JsonWriter element() {
    if (!first) {
      put(',');
    }
    return this;
  }

  JsonWriter name(String name) {
    if (!first) {
      put(',');
    }
    first = false;
    put('"');
    ascii(name);
    put('"');
    put(':');
    return this;
  }

  JsonWriter number(String name, long value) {
    name(name);
    ascii(Long.toString(value));
    return this;
  }

  JsonWriter flag(String name, boolean value) {
    name(name);
    ascii(Boolean.toString(value));
    return this;
  }

  /** A text without anything to escape, or null. */
  JsonWriter rawText(String name, @Nullable Object value) {
    name(name);
    if (value == null) {
      ascii("null");
    } else {
      put('"');
      ascii(value.toString());
      put('"');
    }
    return this;
  }

  JsonWriter text(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  JsonWriter textOrNull(String name, @Nullable String value) {
    return value == null ? rawText(name, null) : text(name, value);
  }

  JsonWriter texts(String name, List<String> values) {
    beginArray(name);
    for (String value : values) {
      element();
      first = false;
      quote(value);
    }
    return endArray();
  }

  private void quote(String value) {
    put('"');
    int i = 0;
    while (i < value.length()) {
      char c = value.charAt(i);
      if (c >= ' ' && c < FIRST_BEYOND_ASCII && c != '"' && c != '\\') {
        put(c);
        i++;
      } else {
        i += special(value, i);
      }
    }
    put('"');
  }

  /** Returns how many characters it is. */
  private int special(String value, int at) {
    char c = value.charAt(at);
    if (c == '"' || c == '\\') {
      put('\\');
      put(c);
      return 1;
    }
    if (c < ' ' || isLoneSurrogate(value, at)) {
      escape(c);
      return 1;
    }
    return encode(value, at);
  }

  private void escape(char c) {
    ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      put((char) HEX[(c >> shift) & 0xf]);
    }
  }

  private int encode(String value, int at) {
    int length = Character.charCount(value.codePointAt(at));
    byte[] bytes = value.substring(at, at + length).getBytes(StandardCharsets.UTF_8);
    ensure(bytes.length);
    System.arraycopy(bytes, 0, json, size, bytes.length);
    size += bytes.length;
    return length;
  }

  private void put(char ascii) {
    ensure(1);
    json[size++] = (byte) ascii;
  }

  private void ascii(String text) {
    int length = text.length();
    ensure(length);
    for (int i = 0; i < length; i++) {
      json[size + i] = (byte) text.charAt(i);
    }
    size += length;
  }

  private void ensure(int more) {
    if (size + more > json.length) {
      json = Arrays.copyOf(json, Math.max(size + more, json.length * 2));
    }
  }

  /** A lone surrogate is not valid UTF-8; escaping preserves it. */
  private static boolean isLoneSurrogate(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }

  byte[] bytes() {
    return Arrays.copyOf(json, size);
  }
}

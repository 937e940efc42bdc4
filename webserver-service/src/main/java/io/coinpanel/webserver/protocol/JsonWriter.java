package io.coinpanel.webserver.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes JSON objects; names and prices need no escaping. */
final class JsonWriter {

  private final StringBuilder json = new StringBuilder(256);
  private boolean first = true;

  JsonWriter begin() {
    json.append('{');
    first = true;
    return this;
  }

  JsonWriter end() {
    json.append('}');
    first = false;
    return this;
  }

  JsonWriter beginArray(String name) {
    name(name);
    json.append('[');
    first = true;
    return this;
  }

  JsonWriter endArray() {
    json.append(']');
    first = false;
    return this;
  }

  /** Before an object that is an element of an array. */
  JsonWriter element() {
    if (!first) {
      json.append(',');
    }
    return this;
  }

  JsonWriter name(String name) {
    if (!first) {
      json.append(',');
    }
    first = false;
    json.append('"').append(name).append("\":");
    return this;
  }

  JsonWriter number(String name, long value) {
    name(name);
    json.append(value);
    return this;
  }

  JsonWriter flag(String name, boolean value) {
    name(name);
    json.append(value);
    return this;
  }

  /** A text without anything to escape, or null. */
  JsonWriter rawText(String name, @Nullable Object value) {
    name(name);
    if (value == null) {
      json.append("null");
    } else {
      json.append('"').append(value).append('"');
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
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(value, i);
    }
    json.append('"');
  }

  private void character(String value, int i) {
    char c = value.charAt(i);
    if (c == '"' || c == '\\') {
      json.append('\\').append(c);
    } else if (c < ' ' || isLoneSurrogate(value, i)) {
      json.append(String.format("\\u%04x", (int) c));
    } else {
      json.append(c);
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
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}

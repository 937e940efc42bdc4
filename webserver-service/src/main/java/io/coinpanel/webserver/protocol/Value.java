package io.coinpanel.webserver.protocol;

import java.util.List;

/** A field value. */
public sealed interface Value {

  record Text(String text) implements Value {}

  /** A JSON number as written. */
  record NumberLiteral(String digits) implements Value {}

  record Flag(boolean value) implements Value {}

  record Null() implements Value {}

  record Texts(List<String> texts) implements Value {}

  /** An object, or an array that has anything but texts. */
  record Composite() implements Value {}
}

package io.coinpanel.webserver.protocol;

/** A field value. */
sealed interface Value {

  record Text(String text) implements Value {}

  /** A JSON number as written. */
  record NumberLiteral(String digits) implements Value {}

  record Flag(boolean value) implements Value {}

  record Null() implements Value {}

  /** An array or an object. */
  record Composite() implements Value {}
}

package io.coinpanel.webserver.protocol;

/** A field's value as far as any command can use one. */
sealed interface Value {

  record Text(String text) implements Value {}

  /** A JSON number, as it was spelled. */
  record Numeral(String digits) implements Value {}

  record Flag(boolean value) implements Value {}

  record Null() implements Value {}

  /** An array or an object. */
  record Structure() implements Value {}
}

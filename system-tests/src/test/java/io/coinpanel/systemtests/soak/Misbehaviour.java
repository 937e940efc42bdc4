package io.coinpanel.systemtests.soak;

/** What a receiver does instead of accepting a message; mail servers have words of their own. */
enum Misbehaviour {
  NONE,

  /** Does not answer. */
  STALLS,
  ANSWERS_SLOWLY,
  ANSWERS_500,

  /** Says 429 with Retry-After. */
  IS_BUSY,
  REDIRECTS,

  /** Reads the message and closes the socket. */
  CLOSES,

  /** Accepts the message with an answer that is shorter than it says, by mail with none. */
  LIES_ABOUT_LENGTH,

  /** Refuses some messages at every attempt. */
  REFUSES_SOME,

  /** Refuses everything, and is not repaired. */
  IS_DEAD
}

package io.coinpanel.webserver.database;

/**
 * The advisory locks of work that one webserver does at a time. The numbers are part of what
 * webservers of two releases share during an update: they stay.
 */
public enum ClusterLock {
  CONNECTION_EXPIRY(0x01),
  ENDED_ROWS(0x02),
  NOTIFICATION_COUNTS(0x03),
  SUBSCRIPTION_COUNTS(0x04),
  REVISIONS(0x05),
  IDEMPOTENCY_KEYS(0x06),
  FIRST_ADMINISTRATOR(0x07),
  DISPATCH(0x08),
  NOTICES(0x09);

  // Of this project; ingestion and the migrations have other low halves.
  private static final long PREFIX = 0x636f696e_00000000L;

  private final long key;

  ClusterLock(int number) {
    this.key = PREFIX | number;
  }

  /** The key for {@code pg_advisory_xact_lock}. */
  public long key() {
    return key;
  }
}

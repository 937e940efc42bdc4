package io.coinpanel.ingestion.leadership;

/** Another instance has led since: this process's in-memory state is stale. */
public final class LeadershipLostException extends Exception {
  public LeadershipLostException(String what) {
    super(what);
  }
}

package io.coinpanel.ingestion.leadership;

/** Somebody else leads, or has led: what this process has in memory is out of date. */
public final class Superseded extends Exception {
  public Superseded(String what) {
    super(what);
  }
}

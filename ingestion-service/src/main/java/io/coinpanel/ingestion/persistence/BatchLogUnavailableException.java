package io.coinpanel.ingestion.persistence;

/** The log of batches does not answer; to be retried. */
public final class BatchLogUnavailableException extends Exception {

  private final Exception reason;

  public BatchLogUnavailableException(Exception reason) {
    super(reason);
    this.reason = reason;
  }

  public Exception reason() {
    return reason;
  }
}

package io.coinpanel.systemtests.soak;

/** A destination with its receiver. */
record SoakDestination(long id, SoakAccount account, SoakReceiver receiver) {
  @Override
  public String toString() {
    return receiver.format() + " " + id + " that " + receiver.misbehaviour();
  }
}

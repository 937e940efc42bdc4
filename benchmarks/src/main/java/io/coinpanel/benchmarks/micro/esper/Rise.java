package io.coinpanel.benchmarks.micro.esper;

/** An alert of a rise as an event that is kept in a window. */
public final class Rise {

  private final long id;
  private final int ppm;
  private final int length;

  public Rise(long id, int ppm, int length) {
    this.id = id;
    this.ppm = ppm;
    this.length = length;
  }

  public long getId() {
    return id;
  }

  public int getPpm() {
    return ppm;
  }

  public int getLength() {
    return length;
  }
}

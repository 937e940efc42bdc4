package io.coinpanel.simulator;

import io.coinpanel.simulator.limits.RestLimits;
import io.coinpanel.simulator.limits.StreamLimits;
import io.coinpanel.simulator.stream.SlowClientPolicy;
import java.time.InstantSource;

/** Settings of a simulated exchange; not modified after start. */
public final class SimulatorSettings {

  private String bind = "127.0.0.1";
  private int port = 0;
  private long seed = 1;
  private int symbols = 2000;
  private double rate = 0;
  private InstantSource clock = InstantSource.system();
  private int historyPerSymbol = 262_144;
  private SlowClientPolicy slowClientPolicy = SlowClientPolicy.DISCONNECT;
  private int pendingBytes = 64 << 20;
  private StreamLimits streamLimits = StreamLimits.documented();
  private RestLimits restLimits = RestLimits.documented();

  private SimulatorSettings() {}

  /** Documented limits, a free loopback port, no trades. */
  public static SimulatorSettings documented() {
    return new SimulatorSettings();
  }

  /** Address to listen on. */
  public String bind() {
    return bind;
  }

  public SimulatorSettings bind(String value) {
    bind = value;
    return this;
  }

  /** Port to listen on; 0 for any free port. */
  public int port() {
    return port;
  }

  public SimulatorSettings port(int value) {
    port = value;
    return this;
  }

  /** Seed of the listed symbols and of the random walk. */
  public long seed() {
    return seed;
  }

  public SimulatorSettings seed(long value) {
    seed = value;
    return this;
  }

  /** Symbols listed in exchangeInfo. */
  public int symbols() {
    return symbols;
  }

  public SimulatorSettings symbols(int value) {
    symbols = value;
    return this;
  }

  /** Trades a second of the random walk over all symbols; 0 for none, infinity for all it can. */
  public double rate() {
    return rate;
  }

  public SimulatorSettings rate(double value) {
    rate = value;
    return this;
  }

  /** Time of trades and of every limit and interval. */
  public InstantSource clock() {
    return clock;
  }

  public SimulatorSettings clock(InstantSource value) {
    clock = value;
    return this;
  }

  /** Trades kept per symbol, rounded up to a power of two; older ones are forgotten. */
  public int historyPerSymbol() {
    return historyPerSymbol;
  }

  public SimulatorSettings historyPerSymbol(int value) {
    historyPerSymbol = value;
    return this;
  }

  /** Policy for slow clients. */
  public SlowClientPolicy slowClient() {
    return slowClientPolicy;
  }

  public SimulatorSettings slowClient(SlowClientPolicy value) {
    slowClientPolicy = value;
    return this;
  }

  /** Unsent bytes at which a client counts as too slow. */
  public int pendingBytes() {
    return pendingBytes;
  }

  public SimulatorSettings pendingBytes(int value) {
    pendingBytes = value;
    return this;
  }

  /** Limits of the WebSocket side. */
  public StreamLimits streamRules() {
    return streamLimits;
  }

  public SimulatorSettings streamRules(StreamLimits value) {
    streamLimits = value;
    return this;
  }

  /** Limits of the REST side. */
  public RestLimits restRules() {
    return restLimits;
  }

  public SimulatorSettings restRules(RestLimits value) {
    restLimits = value;
    return this;
  }
}

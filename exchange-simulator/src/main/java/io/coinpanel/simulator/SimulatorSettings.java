package io.coinpanel.simulator;

import io.coinpanel.simulator.rules.RestRules;
import io.coinpanel.simulator.rules.StreamRules;
import io.coinpanel.simulator.stream.SlowClient;
import java.time.InstantSource;

/** How a simulated exchange is set up. Filled in before the start, and left alone after it. */
public final class SimulatorSettings {

  private String bind = "127.0.0.1";
  private int port = 0;
  private long seed = 1;
  private int symbols = 2000;
  private double rate = 0;
  private InstantSource clock = InstantSource.system();
  private int historyPerSymbol = 262_144;
  private SlowClient slowClient = SlowClient.CUT;
  private int pendingBytes = 64 << 20;
  private StreamRules streamRules = StreamRules.documented();
  private RestRules restRules = RestRules.documented();

  private SimulatorSettings() {}

  /** The documented rules, a free port on loopback, and no trades until asked for. */
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

  /** Port to listen on; 0 takes a free one. */
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

  /** What happens to a client that reads more slowly than trades come. */
  public SlowClient slowClient() {
    return slowClient;
  }

  public SimulatorSettings slowClient(SlowClient value) {
    slowClient = value;
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
  public StreamRules streamRules() {
    return streamRules;
  }

  public SimulatorSettings streamRules(StreamRules value) {
    streamRules = value;
    return this;
  }

  /** Limits of the REST side. */
  public RestRules restRules() {
    return restRules;
  }

  public SimulatorSettings restRules(RestRules value) {
    restRules = value;
    return this;
  }
}

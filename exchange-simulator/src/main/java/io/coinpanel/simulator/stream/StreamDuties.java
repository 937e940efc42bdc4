package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.rules.Limit;
import io.coinpanel.simulator.rules.StreamRules;
import io.coinpanel.simulator.rules.Violations;
import java.time.InstantSource;
import java.util.List;

/** What the exchange does by the clock: pings, and closing those who are silent, old or slow. */
public final class StreamDuties {

  private final StreamRules rules;
  private final InstantSource clock;
  private final Violations violations;
  private final Streams streams;
  private final SlowClient slowClient;
  private final int pendingBytes;
  private boolean pinging = true;

  /**
   * @param pendingBytes unsent bytes at which a client counts as too slow
   */
  public StreamDuties(
      StreamRules rules,
      InstantSource clock,
      Violations violations,
      Streams streams,
      SlowClient slowClient,
      int pendingBytes) {
    this.rules = rules;
    this.clock = clock;
    this.violations = violations;
    this.streams = streams;
    this.slowClient = slowClient;
    this.pendingBytes = pendingBytes;
  }

  /** Does what is due now. */
  public void tick() {
    long now = clock.millis();
    for (StreamConnection connection : List.copyOf(streams.open())) {
      if (!connection.closing()) {
        tick(connection, now);
      }
    }
  }

  private void tick(StreamConnection connection, long now) {
    if (connection.keepAlive().overdueAt(now)) {
      violations.record(Limit.PONG, connection.address(), "connection " + connection.id());
      connection.close(1008, "Pong timeout");
    } else if (connection.olderThan(rules.lifetime(), now)) {
      connection.close(1001, "Lifetime over");
    } else if (slowClient == SlowClient.CUT && connection.pendingBytes() > pendingBytes) {
      violations.record(Limit.TOO_SLOW, connection.address(), "connection " + connection.id());
      connection.reset();
    } else {
      ping(connection, now);
    }
  }

  private void ping(StreamConnection connection, long now) {
    String payload = pinging ? connection.keepAlive().dueAt(now) : null;
    if (payload != null) {
      connection.ping(payload);
    }
  }

  /** Whether the sources of trades have to wait for somebody. */
  public boolean congested() {
    return slowClient == SlowClient.AWAITED
        && streams.open().stream().anyMatch(open -> open.pendingBytes() > pendingBytes);
  }

  /** Whether pings are sent. */
  public void pinging(boolean now) {
    pinging = now;
  }
}

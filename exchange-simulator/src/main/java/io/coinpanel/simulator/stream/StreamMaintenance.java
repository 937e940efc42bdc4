package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.limits.Limit;
import io.coinpanel.simulator.limits.StreamLimits;
import io.coinpanel.simulator.limits.Violations;
import java.time.InstantSource;
import java.util.List;

/** Periodic maintenance: pings, closing silent, expired or slow connections. */
public final class StreamMaintenance {

  private final StreamLimits rules;
  private final InstantSource clock;
  private final Violations violations;
  private final Streams streams;
  private final SlowClientPolicy slowClientPolicy;
  private final int pendingBytes;
  private boolean pinging = true;

  /**
   * @param pendingBytes unsent bytes at which a client counts as too slow
   */
  public StreamMaintenance(
      StreamLimits rules,
      InstantSource clock,
      Violations violations,
      Streams streams,
      SlowClientPolicy slowClientPolicy,
      int pendingBytes) {
    this.rules = rules;
    this.clock = clock;
    this.violations = violations;
    this.streams = streams;
    this.slowClientPolicy = slowClientPolicy;
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
    } else if (slowClientPolicy == SlowClientPolicy.DISCONNECT
        && connection.pendingBytes() > pendingBytes) {
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

  /** Whether trade sources must wait for a slow client. */
  public boolean congested() {
    return slowClientPolicy == SlowClientPolicy.WAIT
        && streams.open().stream().anyMatch(open -> open.pendingBytes() > pendingBytes);
  }

  /** Whether pings are sent. */
  public void pinging(boolean now) {
    pinging = now;
  }
}

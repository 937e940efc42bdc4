package io.coinpanel.simulator.source;

import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs active sources round-robin on the event loop: one batch each, one flush, then socket events.
 * Nothing runs while no source is active.
 */
public final class TradeSources {

  private static final int BATCH = 512;
  private static final long PAUSE_NANOS = 1_000_000;

  private final EventLoop loop;
  private final InstantSource clock;
  private final BooleanSupplier congested;
  private final Runnable flush;
  private final List<TradeSource> active = new ArrayList<>();
  private boolean turning;

  /**
   * @param congested whether sources have to wait for a client
   * @param flush sends what a turn has published
   */
  public TradeSources(
      EventLoop loop, InstantSource clock, BooleanSupplier congested, Runnable flush) {
    this.loop = loop;
    this.clock = clock;
    this.congested = congested;
    this.flush = flush;
  }

  public void start(TradeSource source) {
    active.add(source);
    if (!turning) {
      turning = true;
      loop.execute(this::runRound);
    }
  }

  public void stop(TradeSource source) {
    active.remove(source);
  }

  public void stopAll() {
    active.clear();
  }

  private void runRound() {
    boolean atOnce = !congested.getAsBoolean() && publish();
    flush.run();
    if (active.isEmpty()) {
      turning = false;
    } else {
      // Scheduled even when at once: a task that executes itself again would keep the loop from
      // its sockets.
      var _ = loop.schedule(this::runRound, atOnce ? 0 : PAUSE_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private boolean publish() {
    long now = clock.millis();
    boolean atOnce = false;
    for (TradeSource source : List.copyOf(active)) {
      switch (source.publish(now, BATCH)) {
        case AT_ONCE -> atOnce = true;
        case LATER -> {}
        case NEVER -> active.remove(source);
      }
    }
    return atOnce;
  }
}

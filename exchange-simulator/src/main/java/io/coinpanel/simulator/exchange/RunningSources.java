package io.coinpanel.simulator.exchange;

import io.coinpanel.simulator.source.RandomWalk;
import io.coinpanel.simulator.source.Replay;
import io.coinpanel.simulator.source.TradeSources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running random walk and all replays. */
public final class RunningSources {

  private final List<Replay> replays = new ArrayList<>();
  private @Nullable RandomWalk walk;

  void add(Replay replay) {
    replays.add(replay);
  }

  void walk(TradeSources tradeSources, RandomWalk next, double rate, long now) {
    RandomWalk before = walk;
    if (before != null) {
      tradeSources.stop(before);
      walk = null;
    }
    if (rate > 0) {
      next.rate(rate, now);
      walk = next;
      tradeSources.start(next);
    }
  }

  /** Trades a second of the random walk. */
  public double rate() {
    return walk == null ? 0 : walk.rate();
  }

  /** The newest replay, or null. */
  public @Nullable Replay newest() {
    return replays.isEmpty() ? null : replays.getLast();
  }

  /** Closes the files of those that still run. */
  public void close() {
    replays.stream().filter(replay -> !replay.finished().isDone()).forEach(Replay::close);
  }
}

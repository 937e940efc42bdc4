package io.coinpanel.simulator.exchange;

import io.coinpanel.simulator.source.RandomWalk;
import io.coinpanel.simulator.source.Replay;
import io.coinpanel.simulator.source.Sources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the sources are doing: the one random walk there is at a time, and all replays so far. */
public final class RunningSources {

  private final List<Replay> replays = new ArrayList<>();
  private @Nullable RandomWalk walk;

  void add(Replay replay) {
    replays.add(replay);
  }

  void walk(Sources sources, RandomWalk next, double rate, long now) {
    RandomWalk before = walk;
    if (before != null) {
      sources.stop(before);
      walk = null;
    }
    if (rate > 0) {
      next.rate(rate, now);
      walk = next;
      sources.start(next);
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
  public void abandon() {
    replays.stream().filter(replay -> !replay.finished().isDone()).forEach(Replay::abandon);
  }
}

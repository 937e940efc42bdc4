package io.coinpanel.standalone.faults;

import java.time.Duration;

/** What happens to the processes of ingestion, and to their clocks. */
final class IngestionFaults {

  private IngestionFaults() {}

  interface End {
    void of(IngestionProcess ingestion) throws Exception;
  }

  static void killAll(Stage stage) throws Exception {
    for (IngestionProcess one : stage.ingestions()) {
      restart(stage, one, IngestionProcess::kill);
    }
  }

  static void restart(Stage stage, IngestionProcess ingestion, End end) throws Exception {
    end.of(ingestion);
    stage.later(
        stage.random().nextInt(800),
        () -> {
          if (!ingestion.isRunning()) {
            ingestion.start();
          }
        });
  }

  static void freezeLeader(Stage stage) throws Exception {
    IngestionProcess leader = stage.leader();
    leader.freeze();
    stage.later(1_000 + 3 * stage.millis(), leader::thaw);
  }

  /** Steps the wall clock of the leader, ten minutes or an hour one way, and later back. */
  static void step(Stage stage, int direction) {
    Duration step = stage.random().nextBoolean() ? Duration.ofMinutes(10) : Duration.ofHours(1);
    IngestionProcess leader = stage.leader();
    leader.step(step.multipliedBy(direction));
    stage.later(4 * stage.millis(), () -> leader.step(Duration.ZERO));
  }
}

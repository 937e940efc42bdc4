package io.coinpanel.systemtests.faults;

import java.time.Duration;

/** What happens to the processes of ingestion, and to their clocks. */
final class IngestionFaults {

  private IngestionFaults() {}

  interface Ending {
    void of(IngestionProcess ingestion) throws Exception;
  }

  static void killAll(FaultEnvironment faultEnvironment) throws Exception {
    for (IngestionProcess one : faultEnvironment.ingestions()) {
      restart(faultEnvironment, one, IngestionProcess::kill);
    }
  }

  static void restart(FaultEnvironment faultEnvironment, IngestionProcess ingestion, Ending ending)
      throws Exception {
    ending.of(ingestion);
    faultEnvironment.later(
        faultEnvironment.random().nextInt(800),
        () -> {
          if (!ingestion.isRunning()) {
            ingestion.start();
          }
        });
  }

  static void freezeLeader(FaultEnvironment faultEnvironment) throws Exception {
    IngestionProcess leader = faultEnvironment.leader();
    leader.freeze();
    faultEnvironment.later(1_000 + 3 * faultEnvironment.millis(), leader::thaw);
  }

  /** Steps the wall clock of the leader, ten minutes or an hour one way, and later back. */
  static void step(FaultEnvironment faultEnvironment, int direction) {
    Duration step =
        faultEnvironment.random().nextBoolean() ? Duration.ofMinutes(10) : Duration.ofHours(1);
    IngestionProcess leader = faultEnvironment.leader();
    leader.step(step.multipliedBy(direction));
    faultEnvironment.later(4 * faultEnvironment.millis(), () -> leader.step(Duration.ZERO));
  }
}

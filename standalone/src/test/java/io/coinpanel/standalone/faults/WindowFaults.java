package io.coinpanel.standalone.faults;

import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.rest.RestFault;
import io.coinpanel.standalone.Pace;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Faults that last for longer than the window that is backfilled, and those that begin a symbol
 * anew: which trades are lost by them is known.
 */
final class WindowFaults {

  private static final Duration MORE = Duration.ofSeconds(3);
  private static final int LOST = 40;

  private WindowFaults() {}

  /** Everything goes well for long, and only then are trades missing. */
  static void stayWhole(Stage stage) throws Exception {
    publishFor(stage, stage.window().plus(MORE));
    StreamFaults.skip(stage);
    if (stage.random().nextBoolean()) {
      StreamFaults.skewHandover(stage);
    }
  }

  /** Nobody follows the trades: those that come then are lost. */
  static void stayAway(Stage stage) throws Exception {
    stage.untilCaughtUp();
    for (IngestionProcess one : stage.ingestions()) {
      one.kill();
    }
    stage.publisher().lose(LOST);
    Pace.pause(stage.window().plus(MORE).toNanos());
    for (IngestionProcess one : stage.ingestions()) {
      one.start();
    }
    stage.until("the streams", () -> stage.streams().containsAll(Tape.SYMBOLS));
  }

  /** History is refused for so long that trades missing meanwhile are lost. */
  static void ban(Stage stage) throws Exception {
    Duration banned = stage.window().plus(MORE);
    int status = stage.random().nextBoolean() ? 429 : 418;
    var refusal = new RestFault.Status(status, OptionalInt.of(Math.toIntExact(banned.toSeconds())));
    long end = System.nanoTime() + banned.plus(MORE).toNanos();
    stage
        .exchange()
        .misbehave(to -> to.spoilRest(refusal, HistoryFaults.HISTORY, Integer.MAX_VALUE));
    stage.publisher().lose(LOST);
    stage.publisher().extremes();
    publishFor(stage, Duration.ofSeconds(1));
    stage.untilCaughtUp();
    stage.exchange().misbehave(Misbehaviour::healRest);
    publishFor(stage, Duration.ofNanos(end - System.nanoTime()));
  }

  static void relist(Stage stage) {
    stage.untilCaughtUp();
    stage.publisher().relist(Tape.LISTED);
  }

  private static void publishFor(Stage stage, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      stage.publisher().next();
      stage.endDue();
      Pace.pause(TimeUnit.MILLISECONDS.toNanos(5 + stage.random().nextInt(40)));
    }
  }
}

package io.coinpanel.standalone.faults;

import static io.coinpanel.simulator.exchange.Misbehaviour.ALL;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.exchange.ShutdownShape;
import io.coinpanel.simulator.stream.ConnectionView;
import io.coinpanel.simulator.stream.FrameShape;
import io.coinpanel.simulator.stream.PoisonAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the exchange does to its streams. */
final class StreamFaults {

  private static final String POISONED = "solusdt";

  private StreamFaults() {}

  static void reset(Stage stage) {
    to(stage, exchange -> exchange.reset(ALL));
  }

  static void close(Stage stage) {
    to(stage, exchange -> exchange.close(ALL, 1001, "going away"));
  }

  static void refuseConnections(Stage stage) {
    stage.exchange().refuseConnections();
    reset(stage);
    stage.later(stage.millis(), () -> stage.exchange().acceptConnections());
  }

  static void refuseHandshakes(Stage stage, int status, @Nullable String retryAfter) {
    untilLater(
        stage,
        exchange -> exchange.refuseStreams(status, retryAfter),
        exchange -> exchange.refuseStreams(0));
    reset(stage);
  }

  static void ignoreHandshakes(Stage stage) {
    untilLater(
        stage,
        exchange -> exchange.ignoreUpgrades(true),
        exchange -> exchange.ignoreUpgrades(false));
    reset(stage);
  }

  static void stall(Stage stage) {
    untilLater(
        stage, exchange -> exchange.stall(ALL, true), exchange -> exchange.stall(ALL, false));
  }

  static void stallForEver(Stage stage) {
    to(stage, exchange -> exchange.stall(ALL, true));
  }

  static void onlyAcknowledge(Stage stage) {
    to(stage, exchange -> exchange.streams().acknowledgeOnly(1));
    reset(stage);
  }

  static void loseCommands(Stage stage) {
    to(stage, exchange -> exchange.streams().loseCommands(1));
    reset(stage);
  }

  static void delayCommands(Stage stage) {
    Duration delay = Duration.ofMillis(2L * stage.millis());
    untilLater(
        stage,
        exchange -> exchange.commands().delayCommands(delay),
        exchange -> exchange.commands().delayCommands(Duration.ZERO));
    reset(stage);
  }

  static void delayAnswers(Stage stage) {
    Duration delay = Duration.ofMillis(4L * stage.millis());
    untilLater(
        stage,
        exchange -> exchange.commands().delayAnswers(delay),
        exchange -> exchange.commands().delayAnswers(Duration.ZERO));
    reset(stage);
  }

  /** One more symbol is wanted, whose stream the exchange refuses with all that are asked for. */
  static void poison(Stage stage) throws Exception {
    PoisonAnswer[] answers = PoisonAnswer.values();
    PoisonAnswer answer = answers[stage.random().nextInt(answers.length)];
    to(stage, exchange -> exchange.commands().poison(List.of(POISONED + "@trade"), answer));
    Session session = Session.superuser(stage);
    session.execute(
        """
        with client as (
          insert into connection (token_hash, created_at, confirmed_id)
          values (sha256(gen_random_uuid()::text::bytea), now(), 0)
          returning id)
        insert into subscription (connection_id, symbol, condition, threshold, repeat, created_at)
        select id, '%s', 'above', 1, 'every', now() from client
        """
            .formatted(POISONED));
    session.close();
    reset(stage);
    stage.later(3 * stage.millis(), () -> endPoison(stage));
  }

  private static void endPoison(Stage stage) throws Exception {
    Session session = Session.superuser(stage);
    session.execute(
        """
        update subscription
        set ended_at = now(), ended_as = 'unsubscribed', changed_in = pg_current_xact_id()
        where symbol = '%s' and ended_at is null
        """
            .formatted(POISONED));
    session.close();
    to(stage, exchange -> exchange.commands().poison(List.of(), PoisonAnswer.WITH_ID));
  }

  static void skip(Stage stage) {
    int trades = 1 + stage.random().nextInt(30);
    to(stage, exchange -> exchange.streams().skipNext(trades));
  }

  static void repeat(Stage stage) {
    for (String symbol : Tape.SYMBOLS) {
      int trades = 1 + stage.random().nextInt(40);
      to(stage, exchange -> exchange.repeat(symbol.toUpperCase(Locale.ROOT), trades));
    }
  }

  static void reorder(Stage stage) {
    int trades = 2 + stage.random().nextInt(12);
    to(stage, exchange -> exchange.streams().reorderNext(trades));
  }

  static void garble(Stage stage) {
    FrameShape[] shapes = FrameShape.values();
    FrameShape shape = shapes[stage.random().nextInt(shapes.length)];
    int trades = 1 + stage.random().nextInt(5);
    to(stage, exchange -> exchange.streams().garbleNext(trades, shape));
  }

  /** The old socket is behind the new one, and is closed with trades on their way. */
  static void skewHandover(Stage stage) {
    Optional<ConnectionView> oldest = stage.exchange().connections().stream().findFirst();
    Duration delay = Duration.ofMillis(stage.millis());
    oldest.ifPresent(
        one -> {
          to(stage, exchange -> exchange.delayTrades(one.id(), delay));
          to(stage, exchange -> exchange.announceShutdown(one.id(), ShutdownShape.AS_CONNECTED));
          stage.later(
              2 * stage.millis(), () -> to(stage, exchange -> exchange.close(one.id(), 1001, "")));
        });
  }

  static void sendGarbage(Stage stage) {
    to(stage, exchange -> exchange.say(ALL, "no json {"));
    to(stage, exchange -> exchange.say(ALL, "{\"e\":\"unheardOf\",\"s\":\"BTCUSDT\"}"));
    to(stage, exchange -> exchange.say(ALL, "{\"error\":{\"code\":3,\"msg\":\"?\"}}"));
    byte[] frame = {(byte) 0x81, 0x05, (byte) 0xff, 0x00, '"', '{', (byte) 0xfe};
    to(stage, exchange -> exchange.sendBytes(ALL, frame));
  }

  static void sendNoFrame(Stage stage) {
    to(stage, exchange -> exchange.sendBytes(ALL, "HTTP/1.1 500\r\n".getBytes(US_ASCII)));
  }

  static void truncate(Stage stage) {
    to(stage, exchange -> exchange.truncate(ALL));
  }

  static void sendHuge(Stage stage) {
    int bytes = 70_000 + stage.random().nextInt(2_000_000);
    to(stage, exchange -> exchange.sendHuge(ALL, bytes));
  }

  static void burstPings(Stage stage) {
    to(stage, exchange -> exchange.pingBurst(ALL, 10));
  }

  static void shutDown(Stage stage, ShutdownShape shape) {
    to(stage, exchange -> exchange.announceShutdown(ALL, shape));
    stage.later(
        500 + stage.millis(),
        () -> {
          var oldest = stage.exchange().connections().stream().findFirst();
          oldest.ifPresent(one -> to(stage, exchange -> exchange.close(one.id(), 1001, "")));
        });
  }

  static void shutDownOnConnect(Stage stage) {
    untilLater(
        stage,
        exchange -> exchange.shutDownOnConnect(true),
        exchange -> exchange.shutDownOnConnect(false));
    reset(stage);
  }

  private static void untilLater(
      Stage stage, Consumer<Misbehaviour> begin, Consumer<Misbehaviour> end) {
    to(stage, begin);
    stage.later(stage.millis(), () -> to(stage, end));
  }

  private static void to(Stage stage, Consumer<Misbehaviour> deed) {
    stage.exchange().misbehave(deed);
  }
}

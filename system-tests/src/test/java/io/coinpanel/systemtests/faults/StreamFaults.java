package io.coinpanel.systemtests.faults;

import static io.coinpanel.simulator.exchange.FaultInjector.ALL;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coinpanel.simulator.exchange.FaultInjector;
import io.coinpanel.simulator.exchange.ShutdownFormat;
import io.coinpanel.simulator.stream.ConnectionView;
import io.coinpanel.simulator.stream.FrameFormat;
import io.coinpanel.simulator.stream.PoisonResponse;
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

  static void reset(FaultEnvironment faultEnvironment) {
    to(faultEnvironment, exchange -> exchange.reset(ALL));
  }

  static void close(FaultEnvironment faultEnvironment) {
    to(faultEnvironment, exchange -> exchange.close(ALL, 1001, "going away"));
  }

  static void refuseConnections(FaultEnvironment faultEnvironment) {
    faultEnvironment.exchange().refuseConnections();
    reset(faultEnvironment);
    faultEnvironment.later(
        faultEnvironment.millis(), () -> faultEnvironment.exchange().acceptConnections());
  }

  static void refuseHandshakes(
      FaultEnvironment faultEnvironment, int status, @Nullable String retryAfter) {
    untilLater(
        faultEnvironment,
        exchange -> exchange.refuseStreams(status, retryAfter),
        exchange -> exchange.refuseStreams(0));
    reset(faultEnvironment);
  }

  static void ignoreHandshakes(FaultEnvironment faultEnvironment) {
    untilLater(
        faultEnvironment,
        exchange -> exchange.ignoreUpgrades(true),
        exchange -> exchange.ignoreUpgrades(false));
    reset(faultEnvironment);
  }

  static void stall(FaultEnvironment faultEnvironment) {
    untilLater(
        faultEnvironment,
        exchange -> exchange.stall(ALL, true),
        exchange -> exchange.stall(ALL, false));
  }

  static void stallForEver(FaultEnvironment faultEnvironment) {
    to(faultEnvironment, exchange -> exchange.stall(ALL, true));
  }

  static void onlyAcknowledge(FaultEnvironment faultEnvironment) {
    to(faultEnvironment, exchange -> exchange.streams().acknowledgeOnly(1));
    reset(faultEnvironment);
  }

  static void loseCommands(FaultEnvironment faultEnvironment) {
    to(faultEnvironment, exchange -> exchange.streams().loseCommands(1));
    reset(faultEnvironment);
  }

  static void delayCommands(FaultEnvironment faultEnvironment) {
    Duration delay = Duration.ofMillis(2L * faultEnvironment.millis());
    untilLater(
        faultEnvironment,
        exchange -> exchange.commands().delayCommands(delay),
        exchange -> exchange.commands().delayCommands(Duration.ZERO));
    reset(faultEnvironment);
  }

  static void delayAnswers(FaultEnvironment faultEnvironment) {
    Duration delay = Duration.ofMillis(4L * faultEnvironment.millis());
    untilLater(
        faultEnvironment,
        exchange -> exchange.commands().delayAnswers(delay),
        exchange -> exchange.commands().delayAnswers(Duration.ZERO));
    reset(faultEnvironment);
  }

  /** One more symbol is wanted, whose stream the exchange refuses with all that are asked for. */
  static void poison(FaultEnvironment faultEnvironment) throws Exception {
    PoisonResponse[] answers = PoisonResponse.values();
    PoisonResponse answer = answers[faultEnvironment.random().nextInt(answers.length)];
    to(
        faultEnvironment,
        exchange -> exchange.commands().poison(List.of(POISONED + "@trade"), answer));
    DatabaseSession databaseSession = DatabaseSession.superuser(faultEnvironment);
    databaseSession.execute(
        """
        with client as (
          insert into connection (token_hash, created_at, confirmed_id)
          values (sha256(gen_random_uuid()::text::bytea), now(), 0)
          returning id)
        insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)
        select id, '%s', 'above', 1, 'every', now() from client
        """
            .formatted(POISONED));
    databaseSession.close();
    reset(faultEnvironment);
    faultEnvironment.later(3 * faultEnvironment.millis(), () -> endPoison(faultEnvironment));
  }

  private static void endPoison(FaultEnvironment faultEnvironment) throws Exception {
    DatabaseSession databaseSession = DatabaseSession.superuser(faultEnvironment);
    databaseSession.execute(
        """
        update subscription
        set ended_at = now(), ended_as = 'unsubscribed', changed_in = pg_current_xact_id()
        where symbol = '%s' and ended_at is null
        """
            .formatted(POISONED));
    databaseSession.close();
    to(faultEnvironment, exchange -> exchange.commands().poison(List.of(), PoisonResponse.WITH_ID));
  }

  static void skip(FaultEnvironment faultEnvironment) {
    int trades = 1 + faultEnvironment.random().nextInt(30);
    to(faultEnvironment, exchange -> exchange.streams().skipNext(trades));
  }

  static void repeat(FaultEnvironment faultEnvironment) {
    for (String symbol : PriceSource.SYMBOLS) {
      int trades = 1 + faultEnvironment.random().nextInt(40);
      to(faultEnvironment, exchange -> exchange.repeat(symbol.toUpperCase(Locale.ROOT), trades));
    }
  }

  static void reorder(FaultEnvironment faultEnvironment) {
    int trades = 2 + faultEnvironment.random().nextInt(12);
    to(faultEnvironment, exchange -> exchange.streams().reorderNext(trades));
  }

  static void garble(FaultEnvironment faultEnvironment) {
    FrameFormat[] shapes = FrameFormat.values();
    FrameFormat shape = shapes[faultEnvironment.random().nextInt(shapes.length)];
    int trades = 1 + faultEnvironment.random().nextInt(5);
    to(faultEnvironment, exchange -> exchange.streams().garbleNext(trades, shape));
  }

  /** The old socket is behind the new one, and is closed with trades on their way. */
  static void skewHandover(FaultEnvironment faultEnvironment) {
    Optional<ConnectionView> oldest =
        faultEnvironment.exchange().connections().stream().findFirst();
    Duration delay = Duration.ofMillis(faultEnvironment.millis());
    oldest.ifPresent(
        one -> {
          to(faultEnvironment, exchange -> exchange.delayTrades(one.id(), delay));
          to(
              faultEnvironment,
              exchange -> exchange.announceShutdown(one.id(), ShutdownFormat.AS_CONNECTED));
          faultEnvironment.later(
              2 * faultEnvironment.millis(),
              () -> to(faultEnvironment, exchange -> exchange.close(one.id(), 1001, "")));
        });
  }

  static void sendGarbage(FaultEnvironment faultEnvironment) {
    to(faultEnvironment, exchange -> exchange.sendText(ALL, "no json {"));
    to(
        faultEnvironment,
        exchange -> exchange.sendText(ALL, "{\"e\":\"unheardOf\",\"s\":\"BTCUSDT\"}"));
    to(
        faultEnvironment,
        exchange -> exchange.sendText(ALL, "{\"error\":{\"code\":3,\"msg\":\"?\"}}"));
    byte[] frame = {(byte) 0x81, 0x05, (byte) 0xff, 0x00, '"', '{', (byte) 0xfe};
    to(faultEnvironment, exchange -> exchange.sendBytes(ALL, frame));
  }

  static void sendNoFrame(FaultEnvironment faultEnvironment) {
    to(
        faultEnvironment,
        exchange -> exchange.sendBytes(ALL, "HTTP/1.1 500\r\n".getBytes(US_ASCII)));
  }

  static void truncate(FaultEnvironment faultEnvironment) {
    to(faultEnvironment, exchange -> exchange.truncate(ALL));
  }

  static void sendHuge(FaultEnvironment faultEnvironment) {
    int bytes = 70_000 + faultEnvironment.random().nextInt(2_000_000);
    to(faultEnvironment, exchange -> exchange.sendHuge(ALL, bytes));
  }

  static void burstPings(FaultEnvironment faultEnvironment) {
    to(faultEnvironment, exchange -> exchange.pingBurst(ALL, 10));
  }

  static void shutDown(FaultEnvironment faultEnvironment, ShutdownFormat shape) {
    to(faultEnvironment, exchange -> exchange.announceShutdown(ALL, shape));
    faultEnvironment.later(
        500 + faultEnvironment.millis(),
        () -> {
          var oldest = faultEnvironment.exchange().connections().stream().findFirst();
          oldest.ifPresent(
              one -> to(faultEnvironment, exchange -> exchange.close(one.id(), 1001, "")));
        });
  }

  static void shutDownOnConnect(FaultEnvironment faultEnvironment) {
    untilLater(
        faultEnvironment,
        exchange -> exchange.shutDownOnConnect(true),
        exchange -> exchange.shutDownOnConnect(false));
    reset(faultEnvironment);
  }

  private static void untilLater(
      FaultEnvironment faultEnvironment,
      Consumer<FaultInjector> begin,
      Consumer<FaultInjector> end) {
    to(faultEnvironment, begin);
    faultEnvironment.later(faultEnvironment.millis(), () -> to(faultEnvironment, end));
  }

  private static void to(FaultEnvironment faultEnvironment, Consumer<FaultInjector> action) {
    faultEnvironment.exchange().injectFaults(action);
  }
}

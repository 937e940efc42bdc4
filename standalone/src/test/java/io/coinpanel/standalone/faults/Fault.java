package io.coinpanel.standalone.faults;

import static io.coinpanel.simulator.exchange.Misbehaviour.ALL;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.exchange.ShutdownShape;
import io.coinpanel.simulator.rest.RestFault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Each kind of fault: how it begins, and what it leaves to end later. */
enum Fault {
  SOCKETS_RESET(stage -> misbehave(stage, deed -> deed.reset(ALL))),
  SOCKETS_CLOSED(stage -> misbehave(stage, deed -> deed.close(ALL, 1001, "going away"))),
  CONNECTIONS_REFUSED(
      stage -> {
        stage.exchange().refuseConnections();
        misbehave(stage, deed -> deed.reset(ALL));
        stage.later(millis(stage), () -> stage.exchange().acceptConnections());
      }),
  HANDSHAKES_REFUSED(
      stage -> {
        misbehave(stage, deed -> deed.refuseStreams(503));
        misbehave(stage, deed -> deed.reset(ALL));
        stage.later(millis(stage), () -> misbehave(stage, deed -> deed.refuseStreams(0)));
      }),
  STREAM_STALLED(
      stage -> {
        misbehave(stage, deed -> deed.stall(ALL, true));
        stage.later(millis(stage), () -> misbehave(stage, deed -> deed.stall(ALL, false)));
      }),
  STREAM_STALLED_FOR_EVER(stage -> misbehave(stage, deed -> deed.stall(ALL, true))),
  SUBSCRIPTIONS_ONLY_ACKNOWLEDGED(
      stage -> {
        misbehave(stage, deed -> deed.streams().acknowledgeOnly(1));
        misbehave(stage, deed -> deed.reset(ALL));
      }),
  COMMANDS_LOST(
      stage -> {
        misbehave(stage, deed -> deed.streams().loseCommands(1));
        misbehave(stage, deed -> deed.reset(ALL));
      }),
  TRADES_SKIPPED(
      stage -> misbehave(stage, deed -> deed.streams().skipNext(1 + stage.random().nextInt(30)))),
  TRADES_REPEATED(
      stage ->
          Tape.SYMBOLS.forEach(
              symbol ->
                  misbehave(
                      stage,
                      deed ->
                          deed.repeat(
                              symbol.toUpperCase(Locale.ROOT), 1 + stage.random().nextInt(40))))),
  TRADES_REORDERED(
      stage ->
          misbehave(stage, deed -> deed.streams().reorderNext(2 + stage.random().nextInt(12)))),
  GARBAGE(
      stage -> {
        misbehave(stage, deed -> deed.say(ALL, "no json {"));
        misbehave(stage, deed -> deed.say(ALL, "{\"e\":\"unheardOf\",\"s\":\"BTCUSDT\"}"));
        misbehave(stage, deed -> deed.say(ALL, "{\"error\":{\"code\":3,\"msg\":\"?\"}}"));
        byte[] frame = {(byte) 0x81, 0x05, (byte) 0xff, 0x00, '"', '{', (byte) 0xfe};
        misbehave(stage, deed -> deed.sendBytes(ALL, frame));
      }),
  NO_FRAME_AT_ALL(
      stage ->
          misbehave(stage, deed -> deed.sendBytes(ALL, "HTTP/1.1 500\r\n".getBytes(US_ASCII)))),
  FRAME_TRUNCATED(stage -> misbehave(stage, deed -> deed.truncate(ALL))),
  FRAME_HUGE(
      stage ->
          misbehave(stage, deed -> deed.sendHuge(ALL, 70_000 + stage.random().nextInt(2_000_000)))),
  SERVER_SHUTDOWN_RAW(stage -> shutDown(stage, ShutdownShape.RAW)),
  SERVER_SHUTDOWN_COMBINED(stage -> shutDown(stage, ShutdownShape.COMBINED)),
  REST_FAILING(stage -> spoil(stage, new RestFault.Status(503, OptionalInt.empty()))),
  REST_TOO_MANY(stage -> spoil(stage, new RestFault.Status(429, OptionalInt.of(1)))),
  REST_SLOW(stage -> spoil(stage, new RestFault.Delay(Duration.ofMillis(700)))),
  REST_SILENT(stage -> spoil(stage, new RestFault.Silence())),
  REST_RESET(stage -> spoil(stage, new RestFault.Reset())),
  POSTGRES_KILLED(
      stage -> {
        stage.postgres().kill();
        stage.later(stage.random().nextInt(1_000), () -> stage.postgres().start());
      }),
  POSTGRES_RESTARTED(
      stage -> {
        stage.postgres().stopFast();
        stage.later(stage.random().nextInt(500), () -> stage.postgres().start());
      }),
  POSTGRES_FROZEN(
      stage -> {
        stage.postgres().freeze();
        stage.later(millis(stage), () -> stage.postgres().thaw());
      }),
  LEADER_SESSION_ENDED(
      stage ->
          tell(
              stage,
              "select pg_terminate_backend(pid) from pg_locks"
                  + " where locktype = 'advisory' and granted")),
  ALL_SESSIONS_ENDED(Fault::endSessions),
  CONNECTIONS_EXHAUSTED(
      stage -> {
        List<Connection> all = exhaust(stage);
        endSessions(stage);
        all.addAll(exhaust(stage));
        stage.later(millis(stage), () -> all.forEach(Fault::close));
      }),
  LEADER_KILLED(stage -> restart(stage, stage.leader(), IngestionProcess::kill)),
  EVERYBODY_KILLED(
      stage -> stage.ingestions().forEach(one -> restart(stage, one, IngestionProcess::kill))),
  LEADER_TERMINATED(stage -> restart(stage, stage.leader(), IngestionProcess::terminate)),
  LEADER_FROZEN(
      stage -> {
        IngestionProcess leader = stage.leader();
        leader.freeze();
        stage.later(1_000 + 3 * millis(stage), leader::thaw);
      });

  @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
  private final Deed deed;

  private interface Deed {
    void to(Stage stage) throws Exception;
  }

  private interface End {
    void of(IngestionProcess ingestion) throws Exception;
  }

  Fault(Deed deed) {
    this.deed = deed;
  }

  /** Whether the database cannot be written to while it lasts. */
  boolean isOfDatabase() {
    return name().startsWith("POSTGRES") || name().endsWith("EXHAUSTED");
  }

  void begin(Stage stage) throws Exception {
    deed.to(stage);
  }

  private static int millis(Stage stage) {
    return 200 + stage.random().nextInt(1_300);
  }

  private static void misbehave(Stage stage, Consumer<Misbehaviour> deed) {
    stage.exchange().misbehave(deed);
  }

  private static void shutDown(Stage stage, ShutdownShape shape) {
    misbehave(stage, deed -> deed.announceShutdown(ALL, shape));
    stage.later(
        500 + millis(stage),
        () -> {
          var oldest = stage.exchange().connections().stream().findFirst();
          oldest.ifPresent(one -> misbehave(stage, deed -> deed.close(one.id(), 1001, "")));
        });
  }

  /** Spoils some requests, and makes history needed. */
  private static void spoil(Stage stage, RestFault fault) {
    int requests = 1 + stage.random().nextInt(4);
    misbehave(stage, deed -> deed.spoilRest(fault, "aggTrades", requests));
    misbehave(stage, deed -> deed.streams().skipNext(5));
    if (stage.random().nextBoolean()) {
      misbehave(stage, deed -> deed.reset(ALL));
    }
    stage.later(2_500, () -> misbehave(stage, Misbehaviour::healRest));
  }

  private static void restart(Stage stage, IngestionProcess ingestion, End end) {
    try {
      end.of(ingestion);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    stage.later(
        stage.random().nextInt(800),
        () -> {
          if (!ingestion.isRunning()) {
            ingestion.start();
          }
        });
  }

  private static void endSessions(Stage stage) {
    tell(
        stage,
        "select pg_terminate_backend(pid) from pg_stat_activity" + " where usename = 'coinpanel'");
  }

  private static void tell(Stage stage, String sql) {
    try (Connection connection = stage.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException away) {
      // The database has a fault of its own already.
    }
  }

  private static List<Connection> exhaust(Stage stage) {
    List<Connection> all = new ArrayList<>();
    try {
      while (all.size() < 100) {
        all.add(stage.postgres().connect());
      }
    } catch (SQLException full) {
      // That is the aim.
    }
    return all;
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException gone) {
      // It is closed.
    }
  }
}

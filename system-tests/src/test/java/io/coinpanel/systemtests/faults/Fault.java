package io.coinpanel.systemtests.faults;

import io.coinpanel.simulator.exchange.ShutdownFormat;
import io.coinpanel.simulator.rest.RestFault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/** Each kind of fault: how it begins, and what it leaves to end later. */
enum Fault {
  // -- streams
  SOCKETS_RESET(StreamFaults::reset),
  SOCKETS_CLOSED(StreamFaults::close),
  CONNECTIONS_REFUSED(StreamFaults::refuseConnections),
  HANDSHAKES_REFUSED(
      faultEnvironment -> StreamFaults.refuseHandshakes(faultEnvironment, 503, null)),
  HANDSHAKES_TOO_MANY(
      faultEnvironment -> StreamFaults.refuseHandshakes(faultEnvironment, 429, "1.5")),
  HANDSHAKES_IGNORED(StreamFaults::ignoreHandshakes),
  STREAM_STALLED(StreamFaults::stall),
  STREAM_STALLED_FOR_EVER(StreamFaults::stallForEver),
  SUBSCRIPTIONS_ONLY_ACKNOWLEDGED(StreamFaults::onlyAcknowledge),
  SUBSCRIPTIONS_POISONED(StreamFaults::poison),
  COMMANDS_LOST(StreamFaults::loseCommands),
  COMMANDS_LATE(StreamFaults::delayCommands),
  ACKNOWLEDGEMENTS_LATE(StreamFaults::delayAnswers),
  TRADES_SKIPPED(StreamFaults::skip),
  TRADES_REPEATED(StreamFaults::repeat),
  TRADES_REORDERED(StreamFaults::reorder),
  TRADES_UNREADABLE(StreamFaults::garble),
  TRADES_BEFORE_THEIR_TIME(
      faultEnvironment -> faultEnvironment.publisher().publishDecreasingTimes(100)),
  HANDOVER_SKEWED(StreamFaults::skewHandover),
  GARBAGE(StreamFaults::sendGarbage),
  NO_FRAME_AT_ALL(StreamFaults::sendNoFrame),
  FRAME_TRUNCATED(StreamFaults::truncate),
  FRAME_HUGE(StreamFaults::sendHuge),
  PINGS_IN_A_BURST(StreamFaults::burstPings),
  SERVER_SHUTDOWN_RAW(
      faultEnvironment -> StreamFaults.shutDown(faultEnvironment, ShutdownFormat.RAW)),
  SERVER_SHUTDOWN_COMBINED(
      faultEnvironment -> StreamFaults.shutDown(faultEnvironment, ShutdownFormat.COMBINED)),
  SERVER_SHUTDOWN_ON_CONNECT(StreamFaults::shutDownOnConnect),

  // -- history
  REST_FAILING(
      faultEnvironment ->
          HistoryFaults.spoil(faultEnvironment, new RestFault.Status(503, OptionalInt.empty()))),
  REST_TOO_MANY(
      faultEnvironment ->
          HistoryFaults.spoil(faultEnvironment, new RestFault.Status(429, OptionalInt.of(1)))),
  REST_SLOW(
      faultEnvironment ->
          HistoryFaults.spoil(faultEnvironment, new RestFault.Delay(Duration.ofMillis(700)))),
  REST_SILENT(
      faultEnvironment -> HistoryFaults.spoil(faultEnvironment, new RestFault.NoResponse())),
  REST_RESET(faultEnvironment -> HistoryFaults.spoil(faultEnvironment, new RestFault.Reset())),
  REST_COMPRESSED(faultEnvironment -> HistoryFaults.spoil(faultEnvironment, new RestFault.Gzip())),
  HISTORY_EMPTY_LIST(
      faultEnvironment -> HistoryFaults.spoil(faultEnvironment, new RestFault.Body("[]"))),
  HISTORY_EMPTY_OBJECT(
      faultEnvironment -> HistoryFaults.spoil(faultEnvironment, new RestFault.Body("{}"))),
  HISTORY_ROW_CHANGED(HistoryFaults::changeRow),
  HISTORY_LAGGING(HistoryFaults::lag),
  HISTORY_BANNED(HistoryFaults::ban),
  IDS_SKIPPED(HistoryFaults::skipIds),

  // -- Postgres
  POSTGRES_KILLED(DatabaseFaults::kill),
  POSTGRES_RESTARTED(DatabaseFaults::restart),
  POSTGRES_FROZEN(DatabaseFaults::freeze),
  LEADER_SESSION_ENDED(DatabaseFaults::endLeader),
  ALL_SESSIONS_ENDED(DatabaseFaults::endSessions),
  CONNECTIONS_EXHAUSTED(DatabaseFaults::exhaustConnections),
  STATEMENTS_CANCELLED(DatabaseFaults::cancelStatements),
  DEADLOCKS(LockFaults::provokeDeadlocks),
  WEBSERVER_FROZEN(LockFaults::freezeWebserver),
  LISTENER_STOPPED(ListenerFaults::stop),
  LISTENER_IN_TRANSACTION(ListenerFaults::keepInTransaction),
  DUMP_ACROSS_MIDNIGHT(LockFaults::dumpAcrossMidnight),

  // -- ingestion
  LEADER_KILLED(
      faultEnvironment ->
          IngestionFaults.restart(
              faultEnvironment, faultEnvironment.leader(), IngestionProcess::kill)),
  EVERYBODY_KILLED(IngestionFaults::killAll),
  LEADER_TERMINATED(
      faultEnvironment ->
          IngestionFaults.restart(
              faultEnvironment, faultEnvironment.leader(), IngestionProcess::terminate)),
  LEADER_FROZEN(IngestionFaults::freezeLeader),
  CLOCK_AHEAD(faultEnvironment -> IngestionFaults.step(faultEnvironment, 1)),
  CLOCK_BEHIND(faultEnvironment -> IngestionFaults.step(faultEnvironment, -1)),

  // -- the window
  WHOLE_FOR_LONGER_THAN_THE_WINDOW(WindowFaults::stayWhole),
  AWAY_FOR_LONGER_THAN_THE_WINDOW(WindowFaults::stayAway),
  BANNED_FOR_LONGER_THAN_THE_WINDOW(WindowFaults::ban),
  SYMBOL_RELISTED(WindowFaults::relist);

  private static final Set<Fault> LONG =
      EnumSet.range(WHOLE_FOR_LONGER_THAN_THE_WINDOW, BANNED_FOR_LONGER_THAN_THE_WINDOW);
  private static final Set<Fault> ALONE =
      EnumSet.range(AWAY_FOR_LONGER_THAN_THE_WINDOW, SYMBOL_RELISTED);
  private static final Set<Fault> ERRORS = EnumSet.noneOf(Fault.class);

  @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
  private final Action action;

  private interface Action {
    void apply(FaultEnvironment faultEnvironment) throws Exception;
  }

  Fault(Action action) {
    this.action = action;
  }

  /** Whether the database cannot be written to while it lasts. */
  boolean isOfDatabase() {
    return name().startsWith("POSTGRES") || this == CONNECTIONS_EXHAUSTED;
  }

  /** Whether it takes longer than the window that is backfilled; such a one comes first. */
  boolean isLong() {
    return LONG.contains(this);
  }

  /** Whether trades are lost by it for good, which are known only if nothing else happens. */
  boolean isAlone() {
    return ALONE.contains(this);
  }

  /** Whether an ingestion may log an error because of it. */
  boolean explainsErrors() {
    return ERRORS.contains(this);
  }

  void begin(FaultEnvironment faultEnvironment) throws Exception {
    faultEnvironment.began(this);
    try {
      action.apply(faultEnvironment);
    } catch (SQLException away) {
      // The database has a fault of its own already.
    }
  }
}

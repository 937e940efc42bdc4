package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.limits.Limit;
import io.coinpanel.simulator.limits.StreamLimits;
import io.coinpanel.simulator.limits.Violations;
import io.netty.channel.Channel;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.MissingNode;

/**
 * The WebSocket side of the exchange: accepts clients, executes commands, enforces limits. All of
 * it runs on the one event loop.
 */
public final class StreamExchange {

  private static final int POLICY = 1008;

  private final StreamLimits rules;
  private final InstantSource clock;
  private final Violations violations;
  private final Streams streams;
  private final StreamFaults faults;
  private final CommandFaults commandFaults;
  private final AddressRecords addressRecords;
  private final CommandResponses commandResponses;
  private final CommandParser reader = new CommandParser();
  private long attempts;
  private long opened;
  private long framesReceived;
  private @Nullable UpgradeRejection refusingWith;
  private boolean ignoringUpgrades;
  private boolean shuttingDown;
  private long unansweredUpgrades;

  public StreamExchange(
      StreamLimits rules,
      InstantSource clock,
      Violations violations,
      Streams streams,
      StreamFaults faults,
      CommandFaults commandFaults) {
    this.rules = rules;
    this.clock = clock;
    this.violations = violations;
    this.streams = streams;
    this.faults = faults;
    this.commandFaults = commandFaults;
    addressRecords = new AddressRecords(rules);
    commandResponses = new CommandResponses(rules.nestedErrors());
  }

  /** Counts a connection attempt; returns the rejection, or empty. */
  public Optional<UpgradeRejection> refusal(String address) {
    attempts++;
    if (refusingWith != null) {
      return Optional.of(refusingWith);
    }
    long now = clock.millis();
    if (addressRecords.banned(address, now)) {
      return Optional.of(new UpgradeRejection(418, null));
    }
    if (!addressRecords.attempt(address, now)) {
      violations.record(Limit.ATTEMPTS, address, "attempt " + attempts);
      return Optional.of(new UpgradeRejection(429, null));
    }
    return Optional.empty();
  }

  /** Takes a connection whose handshake is done, with the streams its path names. */
  public StreamConnection open(
      Channel channel, String address, boolean combined, List<String> names) {
    StreamConnection connection =
        new StreamConnection(++opened, channel, address, combined, rules, clock.millis());
    streams.open(connection);
    subscribe(connection, new Command.Subscribe(names, MissingNode.getInstance()), false);
    if (shuttingDown) {
      connection.announceShutdown(clock.millis());
    }
    return connection;
  }

  /** The socket was closed by either side. */
  public void closed(StreamConnection connection) {
    streams.remove(connection);
  }

  /** Counts any incoming frame; false when it broke the limit and the connection is closing. */
  boolean received(StreamConnection connection) {
    framesReceived++;
    if (connection.closing()) {
      return false;
    }
    long now = clock.millis();
    if (connection.receive(now)) {
      return true;
    }
    violations.record(Limit.MESSAGES, connection.address(), "connection " + connection.id());
    addressRecords.recordOffence(connection.address(), now);
    connection.close(POLICY, "Too many requests");
    return false;
  }

  void command(StreamConnection connection, String text) {
    if (faults.losesCommand() || commandFaults.ignores(text)) {
      return;
    }
    if (commandFaults.commandDelay().isZero()) {
      execute(connection, text);
    } else {
      connection.later(commandFaults.commandDelay(), () -> execute(connection, text));
    }
  }

  private void execute(StreamConnection connection, String text) {
    switch (reader.read(text)) {
      case Command.Subscribe subscribe -> subscribe(connection, subscribe, true);
      case Command.Unsubscribe unsubscribe -> unsubscribe(connection, unsubscribe);
      case Command.ListSubscriptions list ->
          answer(connection, commandResponses.names(connection.streams(), list.id()));
      case Command.GetCombined get ->
          answer(connection, commandResponses.property(connection.combined(), get.id()));
      case Command.SetCombined set -> {
        connection.combined(set.combined());
        answer(connection, commandResponses.ack(set.id()));
      }
      case Command.Invalid wrong ->
          answer(connection, commandResponses.error(wrong.code(), wrong.message(), wrong.id()));
    }
  }

  private void answer(StreamConnection connection, String text) {
    if (commandFaults.answerDelay().isZero()) {
      connection.send(text);
    } else {
      connection.later(commandFaults.answerDelay(), () -> connection.send(text));
    }
  }

  private void subscribe(
      StreamConnection connection, Command.Subscribe command, boolean acknowledged) {
    if (!command.names().stream().allMatch(StreamNames::wellFormed)) {
      malformed(connection, command);
      return;
    }
    if (acknowledged && commandFaults.poisons(command.names())) {
      poisoned(connection, command);
      return;
    }
    long added = command.names().stream().distinct().filter(connection::lacks).count();
    if (connection.streams().size() + added > rules.streams()) {
      tooMany(connection, command);
      return;
    }
    if (!acknowledged || !faults.onlyAcknowledges()) {
      command.names().forEach(name -> streams.subscribe(connection, name));
    }
    if (acknowledged) {
      answer(connection, commandResponses.ack(command.id()));
    }
  }

  private void poisoned(StreamConnection connection, Command command) {
    String why = "Invalid request: unknown stream";
    switch (commandFaults.poisonAnswer()) {
      case WITH_ID -> answer(connection, commandResponses.error(2, why, command.id()));
      case WITHOUT_ID ->
          answer(connection, commandResponses.error(2, why, MissingNode.getInstance()));
      case NONE -> {}
    }
  }

  private void malformed(StreamConnection connection, Command command) {
    connection.send(commandResponses.error(2, "Invalid request: invalid stream", command.id()));
    connection.close(POLICY, "Invalid request");
  }

  private void tooMany(StreamConnection connection, Command command) {
    violations.record(Limit.STREAMS, connection.address(), "connection " + connection.id());
    answer(connection, commandResponses.error(4, "Too many subscriptions", command.id()));
    if (rules.closeOnTooManyStreams()) {
      connection.close(POLICY, "Too many subscriptions");
    }
  }

  private void unsubscribe(StreamConnection connection, Command.Unsubscribe command) {
    if (!command.names().stream().allMatch(StreamNames::wellFormed)) {
      malformed(connection, command);
      return;
    }
    command.names().forEach(name -> streams.unsubscribe(connection, name));
    answer(connection, commandResponses.ack(command.id()));
  }

  void pong(StreamConnection connection, String payload) {
    connection.pong(payload);
  }

  void commandTooLong(StreamConnection connection) {
    violations.record(Limit.COMMAND_SIZE, connection.address(), "connection " + connection.id());
    connection.close(1009, "Payload too long");
  }

  /** Rejection of all handshakes, or null. */
  public void refuseWith(@Nullable UpgradeRejection refusal) {
    refusingWith = refusal;
  }

  /** Leaves all handshakes unanswered; false ends it. */
  public void ignoreUpgrades(boolean ignored) {
    ignoringUpgrades = ignored;
  }

  /** Announces to every new connection that the server goes down; false ends it. */
  public void shutDownOnConnect(boolean announced) {
    shuttingDown = announced;
  }

  /** Whether a handshake is to stay without an answer; then its socket is counted. */
  public boolean ignoresUpgrade(Channel channel) {
    if (ignoringUpgrades) {
      unansweredUpgrades++;
      var _ = channel.closeFuture().addListener(_ -> unansweredUpgrades--);
    }
    return ignoringUpgrades;
  }

  /** Sockets that are still open although their handshake was left without an answer. */
  public long unansweredUpgrades() {
    return unansweredUpgrades;
  }

  /** Connection attempts so far, including rejected ones. */
  public long attempts() {
    return attempts;
  }

  public long framesReceived() {
    return framesReceived;
  }
}

package io.coinpanel.simulator.exchange;

import io.coinpanel.simulator.rest.RestFault;
import io.coinpanel.simulator.socket.Listener;
import io.coinpanel.simulator.stream.CommandFaults;
import io.coinpanel.simulator.stream.StreamConnection;
import io.coinpanel.simulator.stream.StreamFaults;
import io.coinpanel.simulator.stream.UpgradeRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything the exchange does to its clients that it should not, or only rarely. {@code ALL} in
 * place of a connection's id means each open connection.
 */
public final class Misbehaviour {

  public static final long ALL = 0;

  private final Exchange exchange;
  private final Listener listener;

  public Misbehaviour(Exchange exchange, Listener listener) {
    this.exchange = exchange;
    this.listener = listener;
  }

  private void each(long connection, Consumer<StreamConnection> deed) {
    List.copyOf(exchange.streams().open()).stream()
        .filter(open -> connection == ALL || open.id() == connection)
        .forEach(deed);
  }

  /** Resets the socket, without a close frame. */
  public void reset(long connection) {
    each(connection, StreamConnection::reset);
  }

  /** Closes with a close frame of this code. */
  public void close(long connection, int code, String reason) {
    each(connection, open -> open.close(code, reason));
  }

  /** Sends no more trades while pings and answers still flow; false ends it. */
  public void stall(long connection, boolean stalled) {
    each(connection, open -> open.stalled(stalled));
  }

  /** Sends any text as a frame. */
  public void say(long connection, String text) {
    each(connection, open -> open.send(text));
  }

  /** Puts any bytes on the socket, a frame or not. */
  public void sendBytes(long connection, byte[] bytes) {
    each(connection, open -> open.sendBytes(bytes));
  }

  /** Sends a text frame of so many spaces inside a JSON object. */
  public void sendHuge(long connection, int bytes) {
    say(connection, "{" + " ".repeat(Math.max(0, bytes - 2)) + "}");
  }

  /** Sends the head of a trade's frame and cuts the line in the middle of it. */
  public void truncate(long connection) {
    byte[] half = {(byte) 0x81, 100, '{', '"', 'e', '"', ':', '"', 't', 'r'};
    each(connection, open -> open.sendLastBytes(half));
  }

  /** Says that the server goes down: as the connection is, or in the shape asked for. */
  public void announceShutdown(long connection, ShutdownShape shape) {
    long now = exchange.clock().millis();
    String raw = "{\"e\":\"serverShutdown\",\"E\":" + now + "}";
    String combined = "{\"stream\":\"!serverShutdown\",\"data\":" + raw + "}";
    each(connection, open -> open.send(shape.combined(open.combined()) ? combined : raw));
  }

  /** Stops the pings to all; false lets them flow again. */
  public void withholdPings(boolean withheld) {
    exchange.streamDuties().pinging(!withheld);
  }

  /** Sends so many pings in one packet. */
  public void pingBurst(long connection, int pings) {
    long now = exchange.clock().millis();
    each(connection, open -> open.pingBurst(pings, now));
  }

  /** Lets trades arrive so much later, while everything else arrives at once; zero ends it. */
  public void delayTrades(long connection, Duration delay) {
    each(connection, open -> open.delayTrades(delay));
  }

  /** What can be done to commands: refuse, delay, ignore. */
  public CommandFaults commands() {
    return exchange.commandFaults();
  }

  /** What can be done to trades and commands on their way: skip, reorder, garble, lose. */
  public StreamFaults streams() {
    return exchange.streamFaults();
  }

  /** Sends the newest trades of a symbol once more. */
  public void repeat(String symbol, int trades) {
    exchange.repeat(symbol, trades);
  }

  /** Refuses the handshake of new stream connections with this HTTP status; 0 lets them in. */
  public void refuseStreams(int status) {
    refuseStreams(status, null);
  }

  /** {@link #refuseStreams(int)}, with a {@code Retry-After} of any form. */
  public void refuseStreams(int status, @Nullable String retryAfter) {
    exchange
        .streamExchange()
        .refuseWith(status == 0 ? null : new UpgradeRefusal(status, retryAfter));
  }

  /** Leaves the handshake of new stream connections without an answer; false ends it. */
  public void ignoreUpgrades(boolean ignored) {
    exchange.streamExchange().ignoreUpgrades(ignored);
  }

  /** Announces a shutdown to every new connection at once; false ends it. */
  public void shutDownOnConnect(boolean announced) {
    exchange.streamExchange().shutDownOnConnect(announced);
  }

  /** Closes the listening socket: whoever connects, for streams or REST or control, is refused. */
  public void refuseConnections() {
    var _ = listener.close();
  }

  /** Listens again. */
  public void acceptConnections() {
    var _ = listener.open();
  }

  /** Spoils the next so many REST requests whose path contains this text. */
  public void spoilRest(RestFault fault, String pathContains, long requests) {
    exchange.rest().faults().set(fault, pathContains, requests);
  }

  /** Lets history have only trades that are older than this; zero ends it. */
  public void lagHistory(Duration lag) {
    exchange.rest().lag(lag);
  }

  /** Refuses every REST request with 418 and {@code Retry-After} for this long; zero ends it. */
  public void banRest(Duration length) {
    exchange.rest().ban(length);
  }

  /**
   * Leaves so many trade ids before the symbol's next trade unused; aggregates stay consecutive.
   */
  public void skipIds(String symbol, long ids) {
    exchange.skipIds(symbol.toUpperCase(Locale.ROOT), ids);
  }

  /** REST as it should be, but for a lag and a ban. */
  public void healRest() {
    exchange.rest().faults().clear();
  }
}

package io.coinpanel.simulator.exchange;

import io.coinpanel.simulator.rest.RestFault;
import io.coinpanel.simulator.socket.ListeningSocket;
import io.coinpanel.simulator.stream.CommandFaults;
import io.coinpanel.simulator.stream.StreamConnection;
import io.coinpanel.simulator.stream.StreamFaults;
import io.coinpanel.simulator.stream.UpgradeRejection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Faults of the exchange. {@code ALL} as connection id means every open connection. */
public final class FaultInjector {

  public static final long ALL = 0;

  private final Exchange exchange;
  private final ListeningSocket listeningSocket;

  public FaultInjector(Exchange exchange, ListeningSocket listeningSocket) {
    this.exchange = exchange;
    this.listeningSocket = listeningSocket;
  }

  private void each(long connection, Consumer<StreamConnection> action) {
    List.copyOf(exchange.streams().open()).stream()
        .filter(open -> connection == ALL || open.id() == connection)
        .forEach(action);
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
  public void sendText(long connection, String text) {
    each(connection, open -> open.send(text));
  }

  /** Puts any bytes on the socket, a frame or not. */
  public void sendBytes(long connection, byte[] bytes) {
    each(connection, open -> open.sendBytes(bytes));
  }

  /** Sends a text frame of so many spaces inside a JSON object. */
  public void sendHuge(long connection, int bytes) {
    sendText(connection, "{" + " ".repeat(Math.max(0, bytes - 2)) + "}");
  }

  /** Sends a partial trade frame and resets the socket. */
  public void truncate(long connection) {
    byte[] half = {(byte) 0x81, 100, '{', '"', 'e', '"', ':', '"', 't', 'r'};
    each(connection, open -> open.sendLastBytes(half));
  }

  /** Announces a server shutdown in the given format. */
  public void announceShutdown(long connection, ShutdownFormat shape) {
    long now = exchange.clock().millis();
    String raw = "{\"e\":\"serverShutdown\",\"E\":" + now + "}";
    String combined = "{\"stream\":\"!serverShutdown\",\"data\":" + raw + "}";
    each(connection, open -> open.send(shape.combined(open.combined()) ? combined : raw));
  }

  /** Stops all pings; false resumes them. */
  public void withholdPings(boolean withheld) {
    exchange.streamDuties().pinging(!withheld);
  }

  /** Sends this many pings in one packet. */
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
        .refuseWith(status == 0 ? null : new UpgradeRejection(status, retryAfter));
  }

  /** Leaves handshakes of new stream connections unanswered; false ends it. */
  public void ignoreUpgrades(boolean ignored) {
    exchange.streamExchange().ignoreUpgrades(ignored);
  }

  /** Announces a shutdown to every new connection at once; false ends it. */
  public void shutDownOnConnect(boolean announced) {
    exchange.streamExchange().shutDownOnConnect(announced);
  }

  /** Closes the listening socket: whoever connects, for streams or REST or control, is refused. */
  public void refuseConnections() {
    var _ = listeningSocket.close();
  }

  /** Listens again. */
  public void acceptConnections() {
    var _ = listeningSocket.open();
  }

  /** Makes the next matching REST requests fail. */
  public void failRest(RestFault fault, String pathContains, long requests) {
    exchange.rest().faults().set(fault, pathContains, requests);
  }

  /** Delays history by this duration; zero ends it. */
  public void delayHistory(Duration lag) {
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

  /** Clears REST faults except lag and ban. */
  public void restoreRest() {
    exchange.rest().faults().clear();
  }
}

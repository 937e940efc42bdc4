package io.coinpanel.webserver.session;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.connection.NewConnection;
import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.connection.StoredConnection;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.ServerMessage.Welcome;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.session.Claiming.Claim;
import io.coinpanel.webserver.session.Claiming.Claimed;
import io.coinpanel.webserver.session.ResumeOutcome.InvalidNotification;
import io.coinpanel.webserver.session.ResumeOutcome.InvalidToken;
import io.coinpanel.webserver.session.ResumeOutcome.Resumed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is who across sockets: gives connections their identity, and takes note when they go. */
public final class Sessions {

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private final GroupCommit commits;
  private final Connections connections;
  private final Progress progress;
  private final Departures departures;
  private final ConnectionIds ids;
  private final Claiming claiming;
  private final ConnectionRows rows;
  private final SecureRandom random;
  private final Duration heartbeat;
  private final Duration resumeWindow;

  Sessions(
      GroupCommit commits,
      Connections connections,
      Progress progress,
      Departures departures,
      ConnectionIds ids,
      Claiming claiming,
      ConnectionRows rows,
      SecureRandom random,
      Duration heartbeat,
      Duration resumeWindow) {
    this.commits = commits;
    this.connections = connections;
    this.progress = progress;
    this.departures = departures;
    this.ids = ids;
    this.claiming = claiming;
    this.rows = rows;
    this.random = random;
    this.heartbeat = heartbeat;
    this.resumeWindow = resumeWindow;
  }

  /**
   * Gives a new connection its identity and welcomes it. It is stored with its first subscription.
   *
   * @throws UnavailableException if the database has to be asked for an id and is away
   */
  public void open(ClientConnection connection, ClientAddress address) {
    if (!progress.hasBegun()) {
      throw new UnavailableException("the database has not been there yet");
    }
    Token token = Token.random(random);
    long id = ids.next();
    connection.open(new NewConnection(id, token.hexHash(), progress.delivered(), address));
    connections.register(id, connection);
    connection.say(
        new Welcome(
            Long.toString(id), token.text(), heartbeat.toSeconds(), resumeWindow.toSeconds()));
    if (connection.isClosed()) {
      depart(connection);
    }
  }

  /**
   * Makes the socket the connection its token belongs to. The socket must be on {@link
   * ClientConnection#hold hold}; when it is {@link Resumed}, its subscriptions and the answer are
   * still to come.
   *
   * @param notification the last notification the client has processed; null if it does not say
   * @throws UnavailableException if nothing has changed because the database is away
   */
  public ResumeOutcome resume(
      ClientConnection connection, String token, @Nullable Long notification)
      throws InterruptedException {
    var found = rows.find(new Token(token), resumeWindow, notification == null ? 0 : notification);
    if (found.isEmpty()) {
      return new InvalidToken();
    }
    if (notification != null && !(notification > 0 && found.get().hasHad())) {
      return new InvalidNotification();
    }
    long id = found.get().id();
    departures.expect(id);
    try {
      Optional<Claimed> claimed = commits.commit(claiming, new Claim(id, notification));
      return claimed.isEmpty() ? new InvalidToken() : move(connection, claimed.get());
    } finally {
      departures.settle(id);
    }
  }

  /**
   * Asks of the database what {@link #resume} does.
   *
   * @param nobody an id that no connection has
   */
  public void rehearseResume(long nobody) {
    var _ = rows.find(Token.random(random), resumeWindow, 1);
    var _ = commits.commit(claiming, new Claim(nobody, null));
  }

  private Resumed move(ClientConnection connection, Claimed claimed) throws InterruptedException {
    StoredConnection stored = claimed.connection();
    long id = stored.id();
    connections.unregister(connection.id(), connection);
    connection.become(stored);
    displace(connections.register(id, connection, () -> departures.forget(id)), connection);
    if (connection.isClosed()) {
      depart(connection);
    }
    return new Resumed(id, progress.reached(), stored.cursor() >= claimed.dropped());
  }

  /** Closes the socket the client had before, once what it was doing is done. */
  private void displace(@Nullable ClientConnection before, ClientConnection now)
      throws InterruptedException {
    if (before != null && !before.equals(now)) {
      before.close(CloseReason.RESUMED_ELSEWHERE);
      before.awaitRelease();
    }
  }

  /** All who are still there will be away; stores it if the database can be reached. */
  public void departAll() {
    connections.all().forEach(this::depart);
    try {
      departures.store(commits);
    } catch (UnavailableException e) {
      LOG.info("who was connected will count as away once this webserver is missed", e);
    }
  }

  /** The connection's socket is gone: from now on the client is away. */
  public void depart(ClientConnection connection) {
    connections.disconnect(connection);
    connections.unregister(connection.id(), connection, () -> store(connection));
  }

  private void store(ClientConnection gone) {
    if (gone.mayBeStored()) {
      departures.add(gone.id(), gone.confirmed());
    }
  }
}

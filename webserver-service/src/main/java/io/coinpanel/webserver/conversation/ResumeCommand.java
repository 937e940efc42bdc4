package io.coinpanel.webserver.conversation;

import static io.coinpanel.webserver.protocol.ErrorCode.INVALID_MESSAGE;

import io.coinpanel.webserver.connection.ConnectionResumer;
import io.coinpanel.webserver.connection.ResumeOutcome;
import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.subscription.ResumedSubscriptions;
import io.coinpanel.webserver.subscription.Subscriptions;
import org.jspecify.annotations.Nullable;

/** The command {@code resume}: of a connection by its token, of an account by itself. */
final class ResumeCommand {

  private final ConnectionResumer resumer;
  private final Subscriptions subscriptions;
  private final NotificationHistory history;
  private final ErrorReplies errorReplies;

  ResumeCommand(
      ConnectionResumer resumer,
      Subscriptions subscriptions,
      NotificationHistory history,
      ErrorReplies errorReplies) {
    this.resumer = resumer;
    this.subscriptions = subscriptions;
    this.history = history;
    this.errorReplies = errorReplies;
  }

  void execute(ClientSocket socket, Echo echo, Command.Resume command) throws InterruptedException {
    String token = command.token();
    if (socket.hasStarted()) {
      errorReplies.reject(socket, echo, INVALID_MESSAGE, "resume must be the first command");
    } else if (socket.identity().isAccount() && token != null) {
      errorReplies.reject(socket, echo, INVALID_MESSAGE, "accounts resume without a token");
    } else if (socket.identity().isAccount()) {
      resumeAccount(socket, echo, command.lastNotificationId());
    } else if (token == null) {
      errorReplies.reject(socket, echo, INVALID_MESSAGE, "token is missing");
    } else {
      resumeConnection(socket, echo, token, command.lastNotificationId());
    }
  }

  private void resumeAccount(ClientSocket socket, Echo echo, @Nullable String last) {
    if (!socket.beginCommand()) {
      return;
    }
    try {
      long account = socket.ownerId();
      long id = last == null ? 0 : RowId.parse(last);
      NotificationHistory.Position position = history.position(account, id);
      if (last != null && !(id > 0 && position.isKnown())) {
        rejectNotification(socket, echo, "account");
        return;
      }
      boolean recovered = last == null || position.isComplete();
      socket.markStarted();
      if (last != null) {
        socket.rewind(id);
      }
      socket.send(
          new ServerMessage.Resumed(
              echo,
              Long.toString(socket.id()),
              recovered,
              subscriptions.list(account, 0, SubscriptionPage.LARGEST)));
    } finally {
      socket.endCommand();
    }
  }

  private void resumeConnection(ClientSocket socket, Echo echo, String token, @Nullable String last)
      throws InterruptedException {
    Long notification = last == null ? null : Long.valueOf(RowId.parse(last));
    if (!socket.beginCommand()) {
      return;
    }
    try {
      switch (resumer.resume(socket, token, notification)) {
        case ResumeOutcome.Resumed resumed -> sendResumed(socket, echo, resumed);
        case ResumeOutcome.InvalidToken() ->
            errorReplies.reject(socket, echo, ErrorCode.INVALID_TOKEN, "invalid or expired token");
        case ResumeOutcome.InvalidNotification() -> rejectNotification(socket, echo, "connection");
      }
    } finally {
      socket.endCommand();
    }
  }

  private void rejectNotification(ClientSocket socket, Echo echo, String owner) {
    errorReplies.reject(
        socket,
        echo,
        INVALID_MESSAGE,
        "last_notification_id is not a notification of this " + owner);
  }

  private void sendResumed(ClientSocket socket, Echo echo, ResumeOutcome.Resumed resumed) {
    socket.markStarted();
    String id = Long.toString(resumed.connectionId());
    try {
      ResumedSubscriptions found = subscriptions.resume(resumed.connectionId());
      socket.resumed(
          found.live(),
          found.lastSubscription(),
          Math.max(found.lastNotification(), resumed.reached()),
          new ServerMessage.Resumed(echo, id, resumed.recovered(), found.firstPage()));
    } catch (RuntimeException e) {
      // The socket already has the identity but not its subscriptions: the client must reconnect.
      CommandFailures.log("reading the subscriptions of connection " + resumed.connectionId(), e);
      errorReplies.reject(
          socket, echo, ErrorCode.UNAVAILABLE, "database unavailable, resume again");
      socket.close(CloseReason.UNAVAILABLE);
    }
  }
}

package io.coinpanel.webserver.destination;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A mail on its way. Once its content is written only the dot after it is missing, which makes the
 * mail server accept it: from then on it may be delivered, whatever becomes of the connection.
 */
final class TrackedMessage extends MimeMessage {

  private final Progress progress;

  TrackedMessage(Session session, Progress progress) {
    super(session);
    this.progress = progress;
  }

  @Override
  public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
    super.writeTo(out, ignored);
    if (!progress.send()) {
      // The connection is closed without the dot.
      throw new IOException("the attempt has ended");
    }
  }

  /** Either it is sent or it is cancelled. */
  static final class Progress {

    private enum Stage {
      BEGUN,
      SENT,
      CANCELLED
    }

    private Stage stage = Stage.BEGUN;

    private synchronized boolean send() {
      if (stage == Stage.BEGUN) {
        stage = Stage.SENT;
      }
      return stage == Stage.SENT;
    }

    /** Whether it surely is not delivered: not yet, and from now on never. */
    synchronized boolean cancel() {
      if (stage == Stage.BEGUN) {
        stage = Stage.CANCELLED;
      }
      return stage == Stage.CANCELLED;
    }
  }
}

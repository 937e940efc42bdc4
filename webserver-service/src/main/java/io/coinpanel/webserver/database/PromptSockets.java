package io.coinpanel.webserver.database;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Sockets for the Postgres driver that do not linger. After each notification from the database the
 * driver looks for another one for a whole millisecond, with a read timeout of one (its class
 * {@code PGStream}, {@code hasMessagePending}); that is a third of a notification's way to its
 * client. Here such a look ends at once if nothing has arrived.
 */
public final class PromptSockets extends SocketFactory {

  private static final int LOOK_MILLIS = 1;

  @Override
  public Socket createSocket() {
    return new PromptSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw connected();
  }

  private static UnsupportedOperationException connected() {
    return new UnsupportedOperationException("the driver connects its sockets itself");
  }

  private static final class PromptSocket extends Socket {

    @Override
    public InputStream getInputStream() throws IOException {
      return new PromptInput(super.getInputStream());
    }

    private final class PromptInput extends FilterInputStream {

      PromptInput(InputStream in) {
        super(in);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (getSoTimeout() == LOOK_MILLIS && in.available() == 0) {
          throw new SocketTimeoutException("nothing has arrived");
        }
        return in.read(bytes, offset, length);
      }
    }
  }
}

package io.coinpanel.webserver.database;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * A socket factory for the Postgres driver. After each notification the driver polls for another
 * one with a read timeout of 1 ms (class {@code PGStream}, {@code hasMessagePending}); a third of
 * the end-to-end latency. These sockets return immediately from such a poll if nothing has arrived.
 */
public final class FastPollSocketFactory extends SocketFactory {

  private static final int POLL_MILLIS = 1;

  @Override
  public Socket createSocket() {
    return new FastPollSocket();
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
    return new UnsupportedOperationException("the driver connects sockets itself");
  }

  private static final class FastPollSocket extends Socket {

    @Override
    public InputStream getInputStream() throws IOException {
      return new FastPollInputStream(super.getInputStream());
    }

    private final class FastPollInputStream extends FilterInputStream {

      FastPollInputStream(InputStream in) {
        super(in);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (getSoTimeout() == POLL_MILLIS && in.available() == 0) {
          throw new SocketTimeoutException("nothing has arrived");
        }
        return in.read(bytes, offset, length);
      }
    }
  }
}

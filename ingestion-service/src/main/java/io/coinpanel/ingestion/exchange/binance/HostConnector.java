package io.coinpanel.ingestion.exchange.binance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first address of a host that accepts. Attempts rotate the starting address, since
 * one may accept and then not respond. Thread-safe.
 */
final class HostConnector {

  // Three dead addresses fit into the time a handshake may take.
  private static final int CONNECT_TIMEOUT_MILLIS = 2_500;

  /** The addresses of a host. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final URI uri;
  private final Resolver resolver;
  private final AtomicInteger attempts = new AtomicInteger();

  HostConnector(URI uri, Resolver resolver) {
    this.uri = uri;
    this.resolver = resolver;
  }

  URI uri() {
    return uri;
  }

  private boolean isSecure() {
    return "wss".equals(uri.getScheme());
  }

  private int port() {
    int implied = isSecure() ? 443 : 80;
    return uri.getPort() < 0 ? implied : uri.getPort();
  }

  /** One connection attempt, abortable from another thread. */
  final class Attempt extends SocketFactory {

    // Below TLS, whose own close could wait for a peer that does not answer.
    private @Nullable Socket tcp;
    private boolean aborted;

    @Override
    public Socket createSocket() throws IOException {
      InetAddress[] addresses = resolver.resolve(uri.getHost());
      int first = Math.floorMod(attempts.getAndIncrement(), addresses.length);
      IOException failure =
          new IOException("no address of " + uri.getHost() + " accepts connections");
      for (int i = 0; i < addresses.length; i++) {
        try {
          return secured(connected(addresses[(first + i) % addresses.length]));
        } catch (IOException refused) {
          failure.addSuppressed(refused);
        }
      }
      throw failure;
    }

    private Socket connected(InetAddress address) throws IOException {
      Socket socket = begin(new Socket(Proxy.NO_PROXY));
      try {
        socket.connect(new InetSocketAddress(address, port()), CONNECT_TIMEOUT_MILLIS);
        return socket;
      } catch (IOException refused) {
        socket.close();
        throw refused;
      }
    }

    private synchronized Socket begin(Socket socket) throws IOException {
      if (aborted) {
        socket.close();
        throw new IOException("aborted");
      }
      tcp = socket;
      return socket;
    }

    private Socket secured(Socket socket) throws IOException {
      return isSecure()
          ? ((SSLSocketFactory) SSLSocketFactory.getDefault())
              .createSocket(socket, uri.getHost(), port(), true)
          : socket;
    }

    /** Closes the TCP connection and unblocks waiting threads. */
    synchronized void abort() {
      aborted = true;
      if (tcp != null) {
        try {
          tcp.close();
        } catch (IOException gone) {
          // It is closed all the same.
        }
      }
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}

package io.coinpanel.systemtests.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A TCP proxy that can reset and reject connections. */
public final class CuttableProxy implements AutoCloseable {

  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final ServerSocket door;
  private volatile boolean up = true;

  public CuttableProxy(int target) throws IOException {
    this.target = target;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  /** Resets every connection, and every new one until {@link #restore()}. */
  public void cut() {
    up = false;
    sockets.forEach(CuttableProxy::close);
    sockets.clear();
  }

  public void restore() {
    up = true;
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        if (up) {
          join(client, new Socket(InetAddress.getLoopbackAddress(), target));
        } else {
          close(client);
        }
      }
    } catch (IOException e) {
      if (!door.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void join(Socket client, Socket server) {
    sockets.add(client);
    sockets.add(server);
    Thread.ofVirtual().start(() -> pump(client, server));
    Thread.ofVirtual().start(() -> pump(server, client));
  }

  private static void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException cut) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException alreadyClosed) {
      // Nothing is left to be closed.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
